import type { Run } from '../api';
import { el, number } from '../dom';
import { heading, shortened } from '../runs/table';

/** Everything that was decided before a run began. */
export function settings(spec: Run['record']['spec']): HTMLElement {
  const lines = flat('spec', spec as { [name: string]: Decided }).flatMap(([name, value]) => [el('dt', {}, heading(name)), el('dd', { title: value }, shortened(name, value))]);
  return el('details.fold', { open: true }, el('summary', {}, 'Settings'), el('dl', {}, ...lines));
}

type Decided = string | number | boolean | null | undefined | Decided[] | { [name: string]: Decided };

/** By dotted name; what was not decided is left out. */
function flat(name: string, value: Decided): [string, string][] {
  if (value === null || value === undefined || name === 'spec.kind') return [];
  if (Array.isArray(value)) return [[name, value.map(String).join(', ')]];
  if (typeof value === 'object') return Object.entries(value).flatMap(([key, inner]) => flat(`${name}.${key}`, inner));
  return [[name, typeof value === 'number' ? number(value) : typeof value === 'boolean' ? (value ? 'yes' : 'no') : value]];
}
