import { go, here, remember } from '../address';
import type { Value } from '../api';
import { el, everyFrame, number, settled } from '../dom';
import { crumbs } from '../header';
import { drawTable, pngOf, saves } from '../pictures';
import { table } from '../space/export';
import type { View } from '../view';
import { columnChooser, rememberedColumns } from './columns';
import { liveRuns } from './live';
import { sparkline } from './sparkline';
import { Turned } from './turned';
import { filter, heading, numeric, sort, type Row, type Runs, type Sort } from './table';

const ROW_HEIGHT = 36;
const OVERSCAN = 6;
const MOST_IN_PICTURE = 200;

/** The table of all runs. */
export async function openRuns(place: HTMLElement): Promise<View> {
  const closing = new AbortController();
  const table = { refresh: () => {} };
  const { runs, folder } = await liveRuns(() => table.refresh(), closing.signal);
  crumbs(el('span', {}, folder));
  const view = new RunsView(place, runs, folder, closing.signal);
  table.refresh = everyFrame(() => view.refresh());
  return { close: () => closing.abort() };
}

class RunsView {
  private readonly picked: Set<string>;
  private query: string;
  private order: Sort;
  private rows: Row[] = [];
  private shown: string[] = [];
  private focused = 0;

  private readonly search = el('input.search', {
    type: 'search',
    placeholder: 'Filter: swiss  sigma>=10  status=finished',
    'aria-label': 'Filter runs',
    spellcheck: 'false',
  });
  private readonly count = el('span.count', { role: 'status' });
  private readonly head = el('thead');
  private readonly body = el('tbody');
  private readonly scroller = el('div.scroller', {}, el('table.runs', { 'aria-label': 'Runs' }, this.head, this.body));
  private readonly compare = el('div.pickbar');
  private readonly turned: Turned;
  private readonly turn = el('button', { 'aria-pressed': 'false', title: 'A column a run, or a row a run' }, 'Transpose');

  constructor(
    place: HTMLElement,
    private readonly runs: Runs,
    private readonly folder: string,
    signal: AbortSignal,
  ) {
    const { params } = here();
    this.query = params.get('filter') ?? '';
    const by = params.get('sort') ?? '-created';
    this.order = { column: by.replace(/^-/, ''), down: by.startsWith('-') };
    this.picked = new Set((params.get('pick') ?? '').split(',').filter(Boolean));
    this.search.value = this.query;
    this.search.addEventListener('input', settled(80, () => this.filtered()));
    const chooser = columnChooser(
      () => [...this.runs.columns],
      () => this.shown,
      () => this.refresh(),
    );
    place.classList.add('runsview');
    this.turned = new Turned((name) => this.pick(name), signal);
    this.turn.addEventListener('click', () => {
      this.turn.setAttribute('aria-pressed', String(!this.isTurned));
      this.refresh();
      this.address();
    });
    const draw = el('a.button', { href: '#/prior' }, 'Draw a prior');
    place.append(el('div.bar', {}, this.search, this.count, draw, this.turn, saves('runs', { png: () => pngOf(this.picture()), csv: () => this.csv() }), chooser), this.scroller, this.turned.element, this.compare);
    this.turn.setAttribute('aria-pressed', String(params.get('turned') === '1'));
    this.scroller.addEventListener('scroll', everyFrame(() => this.paint()), { signal });
    this.body.addEventListener('click', (event) => this.clicked(event));
    this.body.addEventListener('keydown', (event) => this.keyed(event));
    new ResizeObserver(everyFrame(() => this.paint())).observe(this.scroller);
    this.refresh();
  }

  /** Whether it is a column a run, not a row a run. */
  private get isTurned(): boolean {
    return this.turn.getAttribute('aria-pressed') === 'true';
  }

  /** The runs that match, by the columns that are shown. */
  private csv(): Blob {
    const value = (row: Row, column: string) => row.fields.get(column) ?? '';
    return table(['run', ...this.shown], this.rows.map((row) => [row.name, ...this.shown.map((column) => value(row, column))]));
  }

  private picture(): HTMLCanvasElement {
    const text = (value: Value) => (value === null ? '–' : typeof value === 'number' ? number(value) : value);
    return drawTable(['run', ...this.shown.map(heading)], this.rows.slice(0, MOST_IN_PICTURE).map((row) => [row.name, ...this.shown.map((column) => text(row.fields.get(column) ?? null))]));
  }

  private filtered(): void {
    this.query = this.search.value;
    this.scroller.scrollTop = 0;
    this.refresh();
    this.address();
  }

  private address(): void {
    const params = new URLSearchParams();
    if (this.query) params.set('filter', this.query);
    const by = (this.order.down ? '-' : '') + this.order.column;
    if (by !== '-created') params.set('sort', by);
    if (this.isTurned) params.set('turned', '1');
    if (this.picked.size) params.set('pick', [...this.picked].join(','));
    remember(params);
  }

  /** Takes the runs as they are now. */
  refresh(): void {
    const test = filter(this.query, this.runs.columns);
    this.rows = sort([...this.runs.rows.values()].filter(test), this.order);
    this.shown = rememberedColumns() ?? this.runs.differing();
    const all = this.runs.rows.size;
    const matching = this.rows.length;
    const reading = all < this.runs.of ? `, ${this.runs.of.toLocaleString('en')} in all: reading …` : '';
    this.count.textContent = (matching === all ? `${all.toLocaleString('en')} runs` : `${matching.toLocaleString('en')} of ${all.toLocaleString('en')} runs`) + reading;
    this.head.replaceChildren(el('tr', {}, el('th.pick'), this.header('name', 'run'), el('th', {}, 'loss'), ...this.shown.map((c) => this.header(c, heading(c)))));
    this.paint();
    this.paintPicked();
  }

  private header(column: string, text: string): HTMLElement {
    const active = this.order.column === column;
    const arrow = active ? (this.order.down ? ' ↓' : ' ↑') : '';
    const by = () => {
      this.order = { column, down: active ? !this.order.down : false };
      this.refresh();
      this.address();
    };
    const sorted = active ? (this.order.down ? 'descending' : 'ascending') : 'none';
    return el('th', { 'aria-sort': sorted, scope: 'col' }, el('button', { onclick: by, title: column }, text + arrow));
  }

  /** Only the rows that can be seen are there. */
  private paint(): void {
    const turned = this.isTurned && this.rows.length > 0;
    this.scroller.hidden = turned;
    this.turned.element.hidden = !turned;
    if (turned) return this.turned.show(this.rows, this.shown, this.picked);
    if (!this.rows.length) {
      this.body.replaceChildren(el('tr', {}, el('td.state', { colspan: this.shown.length + 3 }, this.emptiness())));
      return;
    }
    const height = this.scroller.clientHeight || 800;
    const from = Math.max(0, Math.floor(this.scroller.scrollTop / ROW_HEIGHT) - OVERSCAN);
    const to = Math.min(this.rows.length, Math.ceil((this.scroller.scrollTop + height) / ROW_HEIGHT) + OVERSCAN);
    const visible = this.rows.slice(from, to).map((row, i) => this.row(row, from + i));
    this.body.replaceChildren(spacer(from), ...visible, spacer(this.rows.length - to));
  }

  private emptiness(): string {
    return this.runs.rows.size
      ? 'No run matches this filter.'
      : `No runs in ${this.folder} yet. Start one, for example by ./emaki demo: it shows up here by itself.`;
  }

  private row(row: Row, at: number): HTMLElement {
    const picked = this.picked.has(row.name);
    const status = String(row.fields.get('status') ?? '');
    const box = el('input', { type: 'checkbox', tabindex: -1, 'aria-label': `Pick ${row.name}` });
    box.checked = picked;
    return el(
      'tr',
      { 'data-at': at, 'data-run': row.name, tabindex: at === this.focused ? 0 : -1, class: picked ? 'picked' : '' },
      el('td.pick', {}, box),
      el('td.name', {}, el('a', { href: `#/run/${encodeURIComponent(row.name)}`, tabindex: -1 }, row.name)),
      el('td', {}, sparkline(row.curve)),
      ...this.shown.map((column) => (column === 'status' ? el('td', {}, el(`span.status.${status}`, {}, status)) : cell(row.fields.get(column) ?? null))),
    );
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const line = target.closest<HTMLElement>('tr[data-run]');
    if (!line || target.closest('a')) return;
    const name = line.dataset['run'] as string;
    if (target.closest('.pick')) this.pick(name);
    else go('run', name);
  }

  private keyed(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    const row = this.rows[this.focused];
    if (step) {
      this.focused = Math.max(0, Math.min(this.rows.length - 1, this.focused + step));
      const top = this.focused * ROW_HEIGHT;
      const height = this.scroller.clientHeight - 2 * ROW_HEIGHT;
      if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
      if (top > this.scroller.scrollTop + height) this.scroller.scrollTop = top - height;
      this.paint();
      this.body.querySelector<HTMLElement>(`tr[data-at="${this.focused}"]`)?.focus();
    } else if (event.key === 'Enter' && row) go('run', row.name);
    else if (event.key === ' ' && row) {
      this.pick(row.name);
      this.body.querySelector<HTMLElement>(`tr[data-at="${this.focused}"]`)?.focus();
    } else return;
    event.preventDefault();
  }

  private pick(name: string): void {
    if (!this.picked.delete(name)) this.picked.add(name);
    this.paint();
    this.paintPicked();
    this.address();
  }

  private paintPicked(): void {
    const names = [...this.picked].filter((name) => this.runs.rows.has(name));
    const clear = () => {
      this.picked.clear();
      this.refresh();
      this.address();
    };
    const open = () => go('compare', '', new URLSearchParams({ runs: names.join(',') }));
    this.compare.classList.toggle('shown', names.length > 0);
    this.compare.replaceChildren(
      el('span', {}, `${names.length} picked`),
      el('button.primary', { onclick: open, disabled: names.length < 2 }, names.length < 2 ? 'Pick another to compare' : 'Compare'),
      el('button', { onclick: clear }, 'Clear'),
    );
  }
}

function spacer(rows: number): HTMLElement {
  const line = el('tr.spacer', { 'aria-hidden': 'true' });
  line.style.height = `${rows * ROW_HEIGHT}px`;
  return line;
}

function cell(value: Value): HTMLElement {
  if (value === null) return el('td.none', {}, '–');
  const known = numeric(value);
  return known === null ? el('td', { title: String(value) }, String(value)) : el('td.number', { title: String(value) }, number(known));
}
