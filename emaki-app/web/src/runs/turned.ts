import { el, everyFrame, keepingFocus } from '../dom';
import { cell } from './cell';
import { controlButton, type Control } from './control';
import { sparkline } from './sparkline';
import { heading, meaning, type Row } from './table';

const COLUMN_WIDTH = 168;
const OVERSCAN = 3;

/** The table of runs on its side: a column a run, a row a field. Only the columns that can be seen are there. */
export class Turned {
  readonly element: HTMLElement;
  private readonly body = el('tbody');
  private rows: Row[] = [];
  private fields: string[] = [];
  private picked: ReadonlySet<string> = new Set();
  private controls: ReadonlyMap<string, Control> = new Map();

  constructor(
    private readonly pick: (name: string) => void,
    signal: AbortSignal,
  ) {
    this.element = el('div.scroller.turnedscroller', { tabindex: 0 }, el('table.turned', { 'aria-label': 'Runs, a column each' }, this.body));
    const paint = everyFrame(() => this.paint());
    this.element.addEventListener('scroll', paint, { signal });
    this.element.addEventListener('change', (event) => {
      const name = (event.target as HTMLElement).closest<HTMLElement>('[data-run]')?.dataset['run'];
      if (name) this.pick(name);
    });
    const observer = new ResizeObserver(paint);
    observer.observe(this.element);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  show(rows: Row[], fields: string[], picked: ReadonlySet<string>, controls: ReadonlyMap<string, Control>): void {
    this.rows = rows;
    this.fields = fields;
    this.picked = picked;
    this.controls = controls;
    this.paint();
  }

  private paint(): void {
    const { scrollLeft, clientWidth } = this.element;
    const from = Math.max(0, Math.floor(scrollLeft / COLUMN_WIDTH) - OVERSCAN);
    const to = Math.min(this.rows.length, Math.ceil((scrollLeft + (clientWidth || 1600)) / COLUMN_WIDTH) + OVERSCAN);
    const seen = this.rows.slice(from, to);
    const line = (name: string, title: string, cell: (row: Row) => HTMLElement) =>
      el('tr', {}, el('th', { scope: 'row', title }, name), spacer(from), ...seen.map((row) => mark(cell(row), row, this.picked)), spacer(this.rows.length - to));
    const lines = [
      line('run', 'name', (row) => this.head(row)),
      ...(this.controls.size ? [line('', 'what can be done', (row) => el('td', {}, controlButton(row.name, this.controls.get(row.name) ?? null, 0)))] : []),
      line('loss', 'validation loss by epoch', (row) => el('td', {}, sparkline(row.curve))),
      ...this.fields.map((field) => line(heading(field), meaning(field), (row) => cell(field, row, this.controls.get(row.name)))),
    ];
    keepingFocus(this.body, () => this.body.replaceChildren(...lines));
  }

  private head(row: Row): HTMLElement {
    const box = el('input', { type: 'checkbox', 'aria-label': `Pick ${row.name}`, 'data-key': `pick ${row.name}` });
    box.checked = this.picked.has(row.name);
    return el('td.name', { 'data-run': row.name }, box, el('a', { href: `#/run/${encodeURIComponent(row.name)}`, title: row.name, 'data-key': row.name }, row.name));
  }
}

function mark(cell: HTMLElement, row: Row, picked: ReadonlySet<string>): HTMLElement {
  cell.classList.toggle('picked', picked.has(row.name));
  return cell;
}

function spacer(columns: number): HTMLElement {
  const cell = el('td.spacer', { 'aria-hidden': 'true' });
  cell.style.minWidth = cell.style.maxWidth = `${columns * COLUMN_WIDTH}px`;
  return cell;
}
