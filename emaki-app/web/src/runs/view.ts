import { go, here, remember } from '../address';
import type { Value } from '../api';
import { el, everyFrame, keepingFocus, number, settled } from '../dom';
import { crumbs } from '../header';
import { captioned } from '../figure';
import { drawTable, pngOf, saves } from '../pictures';
import { typing, type Keys } from '../keys';
import { present } from '../present';
import { table } from '../space/export';
import type { View } from '../view';
import { cell, isNumber } from './cell';
import { columnChooser, intoAddress, keep, rememberedChoice } from './columns';
import { controlButton, controlOf, type Control } from './control';
import { LiveRuns } from './live';
import { sparkline } from './sparkline';
import { Turned } from './turned';
import { filter, heading, meaning, shortened, sort, type Choice, type Row, type Runs, type Sort } from './table';
import { welcome } from './welcome';

const ROW_HEIGHT = 36;
const OVERSCAN = 6;
const MOST_IN_PICTURE = 200;

const KEYS: Keys = [
  ['/', 'search'],
  ['↑ ↓', 'from run to run'],
  ['Home End', 'the first, the last run'],
  ['Enter', 'open the run'],
  ['Space', 'pick the run, to compare it'],
  ['Tab', 'to what can be done about the run'],
];

/** The table of all runs. */
export async function openRuns(place: HTMLElement): Promise<View> {
  const closing = new AbortController();
  const table = { refresh: () => {} };
  const live = await LiveRuns.open(() => table.refresh(), closing.signal);
  crumbs(place, el('span', { title: live.folder }, live.folder.replace(/.*[\\/](?=.)/, '')));
  const view = new RunsView(place, live, closing.signal);
  table.refresh = everyFrame(() => view.refresh());
  return { close: () => closing.abort(), keys: KEYS };
}

class RunsView {
  private readonly picked: Set<string>;
  private query: string;
  private order: Sort;
  private choice: Choice;
  private rows: Row[] = [];
  private shown: string[] = [];
  /** Those of the columns that hold numbers. */
  private numbers: ReadonlySet<string> = new Set();
  /** What can be done about each run, of those about which something can be done. */
  private controls = new Map<string, Control>();
  /** The run that the keys are at. */
  private focused = '';
  private held = false;
  private readonly runs: Runs;

  private readonly search = el('input.search', {
    type: 'search',
    placeholder: 'Search: swiss, or sigma>=10',
    title: 'Words that names or values hold; or a column and its value, as in status=finished or sigma>=10',
    'aria-label': 'Search runs',
    spellcheck: 'false',
  });
  private readonly count = el('span.count', { role: 'status' });
  private readonly lost = el('span.lost', { role: 'alert', hidden: true }, 'The explorer does not answer; what is shown may be old.');
  private readonly head = el('thead');
  private readonly body = el('tbody');
  private readonly scroller = el('div.scroller', {}, el('table.runs', { 'aria-label': 'Runs' }, this.head, this.body));
  private readonly compare = el('div.pickbar');
  private welcome: HTMLElement | null = null;
  private readonly turned: Turned;
  private readonly turn = el('button', { 'aria-pressed': 'false', title: 'A column a run, or a row a run' }, 'Transpose');

  constructor(
    place: HTMLElement,
    private readonly live: LiveRuns,
    signal: AbortSignal,
  ) {
    this.runs = live.runs;
    const { params } = here();
    this.query = params.get('filter') ?? '';
    const by = params.get('sort') ?? '-created';
    this.order = { column: by.replace(/^-/, ''), down: by.startsWith('-') };
    this.picked = new Set(params.getAll('pick'));
    this.search.value = this.query;
    this.search.addEventListener('input', settled(80, () => this.filtered()));
    this.choice = rememberedChoice(params);
    const chooser = columnChooser({
      all: () => this.runs.all(),
      shown: () => this.shown,
      varied: () => this.runs.varied(),
      choice: () => this.choice,
      choose: (choice) => this.choose(choice),
    });
    place.classList.add('runsview');
    this.turned = new Turned((name) => this.pick(name), signal);
    this.turn.addEventListener('click', () => {
      this.turn.setAttribute('aria-pressed', String(!this.isTurned));
      this.refresh();
      this.address();
    });
    const train = el('a.button', { href: '#/train' }, 'Train');
    const draw = el('a.button', { href: '#/prior' }, 'Draw a prior');
    place.append(el('div.bar', {}, this.search, this.count, this.lost, train, draw, this.turn, saves('runs', { png: () => pngOf(captioned(this.picture(), { title: this.live.folder })), csv: () => this.csv() }), chooser), this.scroller, this.turned.element, this.compare);
    this.turn.setAttribute('aria-pressed', String(params.get('turned') === '1'));
    this.scroller.addEventListener('scroll', everyFrame(() => this.paint()), { signal });
    this.body.addEventListener('click', (event) => this.clicked(event));
    this.body.addEventListener('keydown', (event) => this.keyed(event));
    this.hold(signal);
    this.body.addEventListener('focusin', (event) => this.reached(event.target as HTMLElement));
    new ResizeObserver(everyFrame(() => this.paint())).observe(this.scroller);
    window.addEventListener('keydown', (event) => this.seek(event), { signal });
    this.refresh();
  }

  private seek(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || typing(event)) return;
    event.preventDefault();
    this.search.focus();
  }

  private choose(choice: Choice): void {
    this.choice = choice;
    keep(choice);
    this.refresh();
    this.address();
  }

  /** Whether it is a column a run, not a row a run. */
  private get isTurned(): boolean {
    return this.turn.getAttribute('aria-pressed') === 'true';
  }

  /** The runs that match, by all columns, those that are shown first. */
  private csv(): Blob {
    const columns = [...new Set([...this.shown, ...this.runs.all()])];
    const value = (row: Row, column: string) => row.fields.get(column) ?? '';
    return table(['run', ...columns], this.rows.map((row) => [row.name, ...columns.map((column) => value(row, column))]));
  }

  private picture(): HTMLCanvasElement {
    const text = (column: string, value: Value) => (value === null ? '–' : typeof value === 'number' ? number(value) : shortened(column, value));
    return drawTable(['run', ...this.shown.map(heading)], this.rows.slice(0, MOST_IN_PICTURE).map((row) => [row.name, ...this.shown.map((column) => text(column, row.fields.get(column) ?? null))]));
  }

  private filtered(): void {
    this.query = this.search.value;
    this.scroller.scrollTop = 0;
    this.refresh();
    this.address();
  }

  private unfilter(): void {
    this.search.value = '';
    this.filtered();
    this.search.focus();
  }

  private address(): void {
    const params = new URLSearchParams();
    if (this.query) params.set('filter', this.query);
    const by = (this.order.down ? '-' : '') + this.order.column;
    if (by !== '-created') params.set('sort', by);
    if (this.isTurned) params.set('turned', '1');
    intoAddress(this.choice, params);
    this.picked.forEach((name) => params.append('pick', name));
    remember(this.scroller, params);
  }

  /** Takes the runs as they are now. */
  refresh(): void {
    const test = filter(this.query, this.runs.columns);
    const can = (row: Row): [string, Control] => [row.name, controlOf(row.fields.get('status') ?? null, this.live.standings.get(row.name))];
    this.rows = sort([...this.runs.rows.values()].filter(test), this.order);
    this.controls = new Map(this.rows.map(can).filter(([, control]) => control));
    if (!this.rows.some((row) => row.name === this.focused)) this.focused = this.rows[0]?.name ?? '';
    this.shown = this.runs.chosen(this.choice);
    const all = this.runs.rows.size;
    const matching = this.rows.length;
    const reading = all < this.runs.of ? `, ${this.runs.of.toLocaleString('en')} in all: reading …` : '';
    this.count.textContent = (matching === all ? `${all.toLocaleString('en')} ${all === 1 ? 'run' : 'runs'}` : `${matching.toLocaleString('en')} of ${all.toLocaleString('en')} runs`) + reading;
    this.lost.hidden = !this.live.lost;
    const control = this.controls.size > 0 && el('th', { 'aria-label': 'what can be done' });
    this.numbers = new Set(this.shown.filter((c) => isNumber(c, this.rows)));
    const head = el('tr', {}, el('th.pick'), this.header('name', 'run'), control, el('th', {}, 'loss'), ...this.shown.map((c) => this.header(c, heading(c))));
    keepingFocus(this.head, () => this.head.replaceChildren(head));
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
    return el('th', { 'aria-sort': sorted, scope: 'col', class: this.numbers.has(column) ? 'number' : null }, el('button', { onclick: by, title: meaning(column), 'data-key': column }, text + arrow));
  }

  /** Only the rows that can be seen are there. */
  private paint(): void {
    if (this.held) return;
    const empty = !this.runs.rows.size && !this.runs.of;
    const turned = this.isTurned && this.rows.length > 0;
    if (empty !== (this.welcome !== null)) this.welcomeAll(empty);
    this.scroller.hidden = turned || empty;
    this.turned.element.hidden = !turned;
    if (turned) {
      this.turned.show(this.rows, this.shown, this.picked, this.controls);
      return;
    }
    if (!this.rows.length) {
      this.body.replaceChildren(el('tr', {}, el('td.state', { colspan: this.shown.length + 4 }, ...this.emptiness())));
      return;
    }
    const height = this.scroller.clientHeight || 800;
    const from = Math.max(0, Math.floor(this.scroller.scrollTop / ROW_HEIGHT) - OVERSCAN);
    const to = Math.min(this.rows.length, Math.ceil((this.scroller.scrollTop + height) / ROW_HEIGHT) + OVERSCAN);
    const seen = this.rows.slice(from, to);
    const reached = seen.some((row) => row.name === this.focused) ? this.focused : seen[0]?.name;
    const visible = seen.map((row, i) => this.row(row, from + i, row.name === reached));
    keepingFocus(this.body, () => this.body.replaceChildren(spacer(from), ...visible, spacer(this.rows.length - to)));
  }

  private welcomeAll(empty: boolean): void {
    this.welcome?.remove();
    this.welcome = empty ? welcome() : null;
    if (this.welcome) this.compare.before(this.welcome);
  }

  private emptiness(): (string | Node)[] {
    if (this.runs.rows.size) return ['No run matches this filter. ', el('button', { onclick: () => this.unfilter() }, 'Clear the filter')];
    return ['Reading …'];
  }

  private row(row: Row, at: number, reached: boolean): HTMLElement {
    const picked = this.picked.has(row.name);
    const tabindex = reached ? 0 : -1;
    const button = controlButton(row.name, this.controls.get(row.name) ?? null, tabindex);
    const box = el('input', { type: 'checkbox', tabindex: -1, 'aria-label': `Pick ${row.name}` });
    box.checked = picked;
    return el(
      'tr',
      { 'data-at': at, 'data-run': row.name, 'data-key': row.name, tabindex, class: picked ? 'picked' : '' },
      el('td.pick', {}, box),
      el('td.name', {}, el('a', { href: `#/run/${encodeURIComponent(row.name)}`, title: row.name, tabindex: -1 }, row.name)),
      this.controls.size > 0 && el('td.control', {}, button),
      el('td', {}, sparkline(row.curve)),
      ...this.shown.map((column) => this.cell(column, row)),
    );
  }

  /** What is missing stands as the column's others do. */
  private cell(column: string, row: Row): HTMLElement {
    const said = cell(column, row, this.controls.get(row.name));
    said.classList.toggle('number', this.numbers.has(column));
    return said;
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const line = target.closest<HTMLElement>('tr[data-run]');
    if (!line || target.closest('a, button')) return;
    const name = present(line.dataset['run']);
    if (target.closest('.pick')) this.pick(name);
    else go('run', name);
  }

  private keyed(event: KeyboardEvent): void {
    if ((event.key === 'Enter' || event.key === ' ') && (event.target as HTMLElement).closest('button')) return;
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity }[event.key];
    const at = this.rows.findIndex((row) => row.name === this.focused);
    const row = this.rows[at];
    if (!row) return;
    if (step) this.focus(Math.max(0, Math.min(this.rows.length - 1, at + step)));
    else if (event.key === 'Enter') go('run', row.name);
    else if (event.key === ' ') this.pick(row.name);
    else return;
    event.preventDefault();
  }

  /** The keys are at a row: its button is what they come to next. */
  private reached(target: HTMLElement): void {
    const run = target.closest<HTMLElement>('tr[data-run]')?.dataset['run'];
    if (run === undefined || run === this.focused) return;
    this.focused = run;
    this.body.querySelectorAll<HTMLElement>('tr[data-run], button.control').forEach((element) => {
      element.tabIndex = element.closest<HTMLElement>('tr')?.dataset['run'] === run ? 0 : -1;
    });
  }

  /** What is being clicked must not be exchanged before it has been. */
  private hold(signal: AbortSignal): void {
    this.body.addEventListener('pointerdown', () => (this.held = true));
    const release = () =>
      setTimeout(() => {
        if (!this.held) return;
        this.held = false;
        this.paint();
      });
    window.addEventListener('pointerup', release, { signal });
    window.addEventListener('pointercancel', release, { signal });
  }

  /** Brings the keys to a row, which is scrolled into sight. */
  private focus(at: number): void {
    this.focused = this.rows[at]?.name ?? '';
    const top = at * ROW_HEIGHT;
    const height = this.scroller.clientHeight - 2 * ROW_HEIGHT;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    if (top > this.scroller.scrollTop + height) this.scroller.scrollTop = top - height;
    this.paint();
    this.body.querySelector<HTMLElement>(`tr[data-at="${at}"]`)?.focus({ preventScroll: true });
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
    const open = () => go('compare', '', new URLSearchParams(names.map((name) => ['run', name])));
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
