import { within } from '../present';
import type { Space } from './data';
import { quantiles } from './geometry';
import { HIDDEN, NORMAL, SELECTED } from './flags';
import type { SpaceState } from './state';

/** What is drawn of each point by filters and selection. */
export function visibility(
  space: Pick<Space, 'labels' | 'split' | 'cluster'>,
  state: Pick<SpaceState, 'classes' | 'splits' | 'clusters' | 'error' | 'selected' | 'isolated'>,
  errors: Float32Array | null,
): Uint8Array {
  const bounds = errors && filtersErrors(state) ? (quantiles(errors, ...state.error) as [number, number]) : null;
  const flags = new Uint8Array(space.labels.length).fill(state.isolated ? HIDDEN : NORMAL);
  for (const row of state.selected) flags[row] = state.isolated ? NORMAL : SELECTED;
  for (let i = 0; i < flags.length; i++) {
    const error = errors?.[i] ?? 0;
    if (
      state.classes.has(within(space.labels[i])) ||
      state.splits.has(within(space.split[i])) ||
      (space.cluster !== null && state.clusters.has(within(space.cluster[i]))) ||
      (bounds !== null && (error < bounds[0] || error > bounds[1]))
    ) {
      flags[i] = HIDDEN;
    }
  }
  return flags;
}

/** Whether points are hidden by their reconstruction error. */
export function filtersErrors({ error }: Pick<SpaceState, 'error'>): boolean {
  return error[0] > 0 || error[1] < 1;
}
