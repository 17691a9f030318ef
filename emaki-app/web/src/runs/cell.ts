import { el, number } from '../dom';
import { numeric, type Row } from './table';

/** What a run says in a column; how it stands has a mark, and why where it said so. */
export function cell(column: string, { fields }: Row): HTMLElement {
  const value = fields.get(column) ?? null;
  if (value === null) return el('td.none', {}, '–');
  if (column === 'status') return el('td', { title: fields.get('message') ?? null }, el(`span.status.${value}` as 'span.status', {}, String(value)));
  const known = numeric(value);
  return known === null ? el('td', { title: String(value) }, String(value)) : el('td.number', { title: String(value) }, number(known));
}
