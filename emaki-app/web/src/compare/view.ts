import { here } from '../address';
import { ApiError, getJson, type RunTable } from '../api';
import { el } from '../dom';
import { crumbs } from '../header';
import { Runs } from '../runs/table';
import type { Keys } from '../keys';
import type { View } from '../view';
import { Curves } from './curves';
import { differences } from './differences';
import { sideBySide } from './spaces';

const KEYS: Keys = [
  ['← → ↑ ↓', 'turn all spaces, while one has the focus'],
  ['+ -', 'nearer, further'],
  ['0', 'see all points'],
  ['Shift', 'held while dragging: select by a lasso, in all spaces of the same images'],
];

/** Runs side by side. */
export async function openCompare(place: HTMLElement): Promise<View> {
  const names = [...new Set(here().params.getAll('run'))];
  const { table } = await getJson<{ table: RunTable }>('/api/runs?whole');
  const runs = new Runs();
  runs.apply(table);
  const known = names.filter((name) => runs.rows.has(name));
  if (!known.length) throw new ApiError(404, 'None of these runs is here.');
  crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', `${known.length} compared`);
  const closing = new AbortController();
  place.classList.add('compare');
  const gone = names.filter((name) => !runs.rows.has(name));
  if (gone.length) place.append(el('p.hint', {}, `No longer here: ${gone.join(', ')}.`));
  const spaces = latentSpaces(runs, known, place, closing.signal);
  const curves = new Curves(known, closing.signal);
  const sections = [differences(runs, known), spaces, el('section', {}, el('h2', {}, 'Curves'), curves.element)];
  place.append(parts(sections), ...sections);
  requestAnimationFrame(() => void curves.show());
  return { close: () => closing.abort(), keys: KEYS };
}

function latentSpaces(runs: Runs, names: string[], scrolled: HTMLElement, signal: AbortSignal): HTMLElement {
  const spaceless = names.filter((name) => (runs.rows.get(name)?.fields.get('spec.latent_dim') ?? null) === null);
  const others = names.filter((name) => !spaceless.includes(name));
  const shown = sideBySide(names, others, scrolled, signal);
  return el(
    'section',
    {},
    el('h2', {}, 'Latent spaces'),
    others.length > 0 && shown.look,
    shown.element,
    spaceless.length > 0 && el('p.hint', {}, `Without latents of their own: ${spaceless.join(', ')}.`),
  );
}

/** Leads to the parts of a long page. */
function parts(sections: HTMLElement[]): HTMLElement {
  const leads = sections.map((section) => el('button.link', { onclick: () => section.scrollIntoView() }, section.querySelector('h2')?.firstChild?.textContent ?? ''));
  return el('nav.parts', { 'aria-label': 'Parts of this page' }, ...leads);
}
