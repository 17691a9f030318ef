import { el } from '../dom';
import { captioned } from '../figure';
import { drawTable, pngOf, saves } from '../pictures';
import { present } from '../present';
import { cell } from '../runs/cell';
import { heading, isSetting, meaning, shortened, type Row, type Runs } from '../runs/table';
import { table } from '../space/export';
import { best } from './best';
import { sample } from './marks';

/** Most runs that have a column each; more have a row each. */
const MOST_COLUMNS = 4;

/** The fields in which runs differ: settings, then what came of them, the best of each figure marked. */
export function differences(runs: Runs, names: string[]): HTMLElement {
  const rows = names.map((name) => present(runs.rows.get(name)));
  const fields = runs.differing(rows);
  const text = (row: Row, field: string) => String(row.fields.get(field) ?? '');
  const picture = () => drawTable(['run', ...fields.map(heading)], rows.map((row) => [row.name, ...fields.map((name) => shortened(name, text(row, name)))]));
  const png = () => pngOf(captioned(picture(), { title: 'Where they differ' }));
  const csv = () => table(['run', ...fields], rows.map((row) => [row.name, ...fields.map((name) => text(row, name))]));
  const marked = new Map(fields.map((field) => [field, best(field, rows)]));
  const told = (field: string, row: Row) => {
    const said = cell(field, row);
    if (marked.get(field)?.has(row)) {
      said.classList.add('best');
      said.append(el('span.bestmark', { role: 'img', 'aria-label': 'the best', title: 'The best of these' }, '★'));
    }
    return said;
  };
  const shown = rows.length <= MOST_COLUMNS ? runsAcross(rows, fields, told) : runsDown(rows, fields, told);
  return el(
    'section.differing',
    {},
    el('h2', {}, 'Where they differ', saves('differences', { png, csv })),
    fields.length
      ? el('div.scroller', { tabindex: 0 }, shown)
      : el('p.hint', {}, rows.length > 1 ? 'They do not differ in anything that is recorded.' : 'Pick another run to compare it with.'),
    [...marked.values()].some((winners) => winners.size) && el('p.hint', {}, '★ the best of these, where more or less is better and the figures are of the same thing.'),
  );
}

type Told = (field: string, row: Row) => HTMLElement;

function runsAcross(rows: Row[], fields: string[], told: Told): HTMLElement {
  const group = (name: string, of: string[]) =>
    of.length ? [el('tr.part', {}, el('th', { scope: 'rowgroup', colspan: rows.length + 1 }, name)), ...of.map((field) => el('tr', {}, named(field, 'row'), ...rows.map((row) => told(field, row))))] : [];
  const lines = [...group('Settings', fields.filter(isSetting)), ...group('What came of it', fields.filter((field) => !isSetting(field)))];
  return el('table.differences', {}, el('thead', {}, el('tr', {}, el('td'), ...rows.map((row, i) => run(row, i, 'col')))), el('tbody', {}, ...lines));
}

function runsDown(rows: Row[], fields: string[], told: Told): HTMLElement {
  const lines = rows.map((row, i) => el('tr', {}, run(row, i, 'row'), ...fields.map((field) => told(field, row))));
  return el('table.differences', {}, el('thead', {}, el('tr', {}, el('td'), ...fields.map((field) => named(field, 'col')))), el('tbody', {}, ...lines));
}

function run({ name }: Row, i: number, scope: string): HTMLElement {
  return el('th.run', { scope }, sample(i), el('a', { href: `#/run/${encodeURIComponent(name)}` }, name));
}

function named(field: string, scope: string): HTMLElement {
  return el('th', { scope, title: meaning(field) }, heading(field));
}
