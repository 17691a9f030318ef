import { el, number } from '../dom';
import { standingOf, type Control } from './control';
import { numeric, shortened, type Row } from './table';

/** Whether a column's values, where there are any, are numbers. */
export function isNumber(column: string, rows: Row[]): boolean {
  const first = rows.find(({ fields }) => (fields.get(column) ?? null) !== null)?.fields.get(column) ?? null;
  return column !== 'created' && numeric(first) !== null;
}

/** What a run says in a column; how it stands has a mark, and why where it said so. */
export function cell(column: string, { fields }: Row, control: Control = null): HTMLElement {
  const value = fields.get(column) ?? null;
  if (value === null) return el('td.none', {}, '–');
  if (column === 'status') {
    const standing = standingOf(value, control);
    return el('td', { title: fields.get('message') ?? null }, el(`span.status.${standing}` as 'span.status', {}, String(standing)));
  }
  if (column === 'created') return el('td', { title: String(value) }, when(String(value)));
  const known = numeric(value);
  return known === null ? el('td', { title: String(value) }, shortened(column, String(value))) : el('td.number', { title: String(value) }, number(known));
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** A moment by the reader's clock: the day and the time, of an earlier year the day alone. */
function when(instant: string): string {
  const then = new Date(instant);
  if (Number.isNaN(then.getTime())) return instant;
  return then.getFullYear() === new Date().getFullYear() ? `${DAY.format(then)}, ${TIME.format(then)}` : YEAR.format(then);
}
