import { within } from '../present';
import { FACETS, groupsOf, HIDES, type Grouped, type Hides } from './facets';
import { quantiles } from './geometry';
import { HIDDEN, NORMAL, SELECTED } from './splat';
import { narrows, type SpaceState } from './state';

/** What is drawn of each point by filters and selection. */
export function visibility(
  space: Grouped,
  state: Hides & Pick<SpaceState, 'error' | 'confidence' | 'selected' | 'isolated'>,
  errors: Float32Array | null,
): Uint8Array {
  const flags = new Uint8Array(space.labels.length).fill(state.isolated ? HIDDEN : NORMAL);
  const { selected } = state;
  const chosen = state.isolated ? NORMAL : SELECTED;
  for (let i = 0; i < selected.length; i++) flags[within(selected[i])] = chosen;
  for (const facet of FACETS) {
    const hidden = state[HIDES[facet]];
    const groups = hidden.size ? groupsOf(space, facet) : null;
    if (groups) hideGroups(flags, groups.codes, hidden);
  }
  if (errors && narrows(state.error)) hideOutside(flags, errors, quantiles(errors, ...state.error) as [number, number]);
  if (space.judged && narrows(state.confidence)) hideOutside(flags, space.judged.confidence, state.confidence);
  return flags;
}

function hideGroups(flags: Uint8Array, codes: ArrayLike<number>, hidden: Set<number>): void {
  for (let i = 0; i < flags.length; i++) if (hidden.has(within(codes[i]))) flags[i] = HIDDEN;
}

function hideOutside(flags: Uint8Array, values: Float32Array, [low, high]: [number, number]): void {
  for (let i = 0; i < flags.length; i++) {
    const value = within(values[i]);
    if (value < low || value > high) flags[i] = HIDDEN;
  }
}

/** The same flags with the points of one group before all others, which step back. */
export function lifted(flags: Uint8Array, codes: ArrayLike<number>, key: number): Uint8Array {
  return flags.map((flag, i) => (flag === HIDDEN ? HIDDEN : within(codes[i]) === key ? SELECTED : NORMAL));
}
