import { el } from '../dom';
import { drawTable, pngOf, saves } from '../pictures';
import { present } from '../present';
import { cell } from '../runs/cell';
import { heading, type Row, type Runs } from '../runs/table';
import { table } from '../space/export';
import { sample } from './marks';

/** Most runs that have a column each; more have a row each. */
const MOST_COLUMNS = 4;

/** The fields in which runs differ. */
export function differences(runs: Runs, names: string[]): HTMLElement {
  const rows = names.map((name) => present(runs.rows.get(name)));
  const fields = runs.differing(rows);
  const text = (row: Row, field: string) => String(row.fields.get(field) ?? '');
  const run = (name: string, i: number, scope: string) => el('th.run', { scope }, sample(i), el('a', { href: `#/run/${encodeURIComponent(name)}` }, name));
  const field = (name: string, scope: string) => el('th', { scope, title: name }, heading(name));
  const wide = rows.length <= MOST_COLUMNS;
  const head = wide ? names.map((name, i) => run(name, i, 'col')) : fields.map((name) => field(name, 'col'));
  const lines = wide
    ? fields.map((name) => el('tr', {}, field(name, 'row'), ...rows.map((row) => cell(name, row))))
    : rows.map((row, i) => el('tr', {}, run(row.name, i, 'row'), ...fields.map((name) => cell(name, row))));
  const png = () => pngOf(drawTable(['run', ...fields.map(heading)], rows.map((row) => [row.name, ...fields.map((name) => text(row, name))])));
  const csv = () => table(['run', ...fields], rows.map((row) => [row.name, ...fields.map((name) => text(row, name))]));
  return el(
    'section',
    {},
    el('h2', {}, 'Where they differ', saves('differences', { png, csv })),
    fields.length
      ? el('div.scroller', { tabindex: 0 }, el('table.differences', {}, el('thead', {}, el('tr', {}, el('td'), ...head)), el('tbody', {}, ...lines)))
      : el('p.hint', {}, rows.length > 1 ? 'They do not differ in anything that is recorded.' : 'Pick another run to compare it with.'),
  );
}
