import { el, everyFrame, save } from '../dom';
import { pngOf, sideBySide } from '../pictures';
import { present } from '../present';
import { className, describe, rowOf, type Space } from './data';
import { pointsCsv } from './export';
import { counts } from './facets';
import { paint } from './images';
import { NameForm } from './nameform';
import { rowsOf, type How } from './rows';

const CELL = 44;
const MOST_IN_PICTURE = 2500;

export interface SheetActions {
  select(rows: Int32Array): void;
  isolate(on: boolean): void;
  pin(row: number): void;
  hover(row: number): void;
  /** The points shown are to be selected. */
  shown(): void;
  /** The selection is given a name; null where that cannot be written. */
  name: ((name: string) => void) | null;
  /** What the next lasso does. */
  how(how: How): void;
}

const HOWS: [How, string, string][] = [
  ['new', 'New', 'The next lasso or box selects anew'],
  ['add', 'Add', 'The next lasso or box adds to the selection (Shift)'],
  ['subtract', 'Take out', 'The next lasso or box takes out of the selection (Alt or Ctrl; with Shift it keeps what is in both)'],
];

/** The selected images as a sheet, of which only what can be seen is drawn. */
export class Sheet {
  readonly element: HTMLElement;
  /** Loads a selection; for a place that is there before anything is selected. */
  readonly loader: HTMLElement;
  private readonly title = el('h2');
  private readonly classes = el('p.hint');
  private readonly canvas = el('canvas.sheet', { role: 'img', 'aria-label': 'Selected images' });
  private readonly spacer = el('div.sheetspace', {}, this.canvas);
  private readonly scroller = el('div.sheetscroll', { tabindex: 0 }, this.spacer);
  private readonly isolate = el('button', { 'aria-pressed': 'false', title: 'Show the selection alone' }, 'Isolate');
  readonly naming: NameForm | null;
  private readonly page = el('a.button', { title: 'The selection as a page: sorted, larger, to be picked from' }, 'Sheet');
  /** With a file that was loaded. */
  private readonly amiss = el('p.fault', { role: 'alert', hidden: true });
  private rows: Int32Array = new Int32Array();
  private columns = 1;
  private drawing = 0;

  constructor(
    private readonly space: Space,
    private readonly actions: SheetActions,
    signal: AbortSignal,
  ) {
    const file = el('input', { type: 'file', accept: '.csv,text/csv', hidden: true });
    file.addEventListener('change', () => void this.load(file));
    const shown = el('button', { onclick: () => actions.shown(), title: 'Select the points that the filters let through' }, 'Shown');
    const load = el('button', { onclick: () => file.click(), title: 'Select the images that a CSV names by their numbers' }, 'Load CSV');
    this.loader = el('div', {}, el('div.row', {}, 'Select', el('span.pairing', {}, shown, load), file), this.amiss);
    this.isolate.addEventListener('click', () => actions.isolate(this.isolate.getAttribute('aria-pressed') !== 'true'));
    const naming = actions.name && new NameForm(space, actions.name);
    this.naming = naming;
    this.element = el(
      'section.panel.card.selection',
      { 'aria-label': 'Selection' },
      el('header', {}, this.title, el('button.icon', { 'aria-label': 'Clear the selection', title: 'Clear the selection', onclick: () => actions.select(new Int32Array()) }, '×')),
      this.classes,
      naming?.element ?? null,
      this.hows(),
      el(
        'div.actions',
        {},
        this.isolate,
        space.source.writable ? this.page : null,
        el('button', { onclick: () => this.save() }, 'Save CSV'),
        el('button', { onclick: () => void this.savePng(), title: `The first ${MOST_IN_PICTURE.toLocaleString('en')} at most` }, 'Save PNG'),
      ),
      this.scroller,
    );
    const draw = everyFrame(() => void this.draw());
    this.scroller.addEventListener('scroll', draw, { signal });
    this.canvas.addEventListener('click', (event) => this.at(event) >= 0 && actions.pin(this.at(event)));
    this.canvas.addEventListener('pointermove', (event) => this.pointed(this.at(event)));
    this.canvas.addEventListener('pointerleave', () => actions.hover(-1));
    const observer = new ResizeObserver(draw);
    observer.observe(this.scroller);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** Where the selection has a page of its own. */
  set address(hash: string) {
    this.page.href = hash;
  }

  /** What the next lasso does where no key says otherwise. */
  private hows(): HTMLElement {
    const chips = HOWS.map(([how, name, title]) => {
      const chip = el('button.chip', { title, 'aria-pressed': String(how === 'new') }, name);
      chip.addEventListener('click', () => {
        chips.forEach((other) => other.setAttribute('aria-pressed', String(other === chip)));
        this.actions.how(how);
      });
      return chip;
    });
    return el('div.row.hows', {}, 'Lasso', el('div.chips.choosing', { role: 'group', 'aria-label': 'What the next lasso does' }, ...chips));
  }

  show(rows: Int32Array, isolated: boolean): void {
    this.element.hidden = rows.length === 0;
    this.rows = rows;
    this.title.textContent = `${rows.length.toLocaleString('en')} selected`;
    this.isolate.setAttribute('aria-pressed', String(isolated));
    this.classes.textContent = this.mixture();
    this.scroller.scrollTop = 0;
    void this.draw();
  }

  /** The most frequent classes of the selection. */
  private mixture(): string {
    const labels = this.rows.map((row) => present(this.space.labels[row]));
    const most = [...counts(labels)].sort((a, b) => b[1] - a[1]);
    const named = most.slice(0, 4).map(([label, n]) => `${className(this.space, label)} ${Math.round((100 * n) / this.rows.length)} %`);
    return named.join(' · ') + (most.length > 4 ? ' ·\u00a0…' : '');
  }

  private pointed(row: number): void {
    this.canvas.title = row < 0 ? '' : describe(this.space, row);
    this.actions.hover(row);
  }

  private at(event: MouseEvent): number {
    const column = Math.floor((event.offsetX / this.canvas.clientWidth) * this.columns);
    const line = Math.floor((event.offsetY + this.scroller.scrollTop) / CELL);
    return this.rows[line * this.columns + column] ?? -1;
  }

  private async draw(): Promise<void> {
    const width = this.scroller.clientWidth;
    if (!this.rows.length || !width) return;
    const mine = ++this.drawing;
    const { shape } = this.space.images;
    this.columns = Math.max(1, Math.floor(width / CELL));
    this.spacer.style.height = `${Math.ceil(this.rows.length / this.columns) * CELL}px`;
    const first = Math.floor(this.scroller.scrollTop / CELL);
    const lines = Math.ceil(this.scroller.clientHeight / CELL) + 1;
    const shown = [...this.rows.subarray(first * this.columns, (first + lines) * this.columns)];
    const pixels = await Promise.all(shown.map((row) => this.space.images.pixels(row).catch(() => null)));
    if (mine !== this.drawing) return;
    const [cellWidth, cellHeight] = [shape.width + 2, shape.height + 2];
    this.canvas.width = this.columns * cellWidth;
    this.canvas.height = lines * cellHeight;
    this.canvas.style.width = `${this.columns * CELL}px`;
    this.canvas.style.height = `${lines * CELL}px`;
    this.canvas.style.top = `${first * CELL}px`;
    pixels.forEach((image, i) => {
      if (image) paint(this.canvas, shape, image, (i % this.columns) * cellWidth, Math.floor(i / this.columns) * cellHeight);
    });
    this.canvas.dataset['first'] = String(shown[0]);
  }

  private save(): void {
    save(`${this.space.run.name}-selection.csv`, pointsCsv(this.space, this.rows, null));
  }

  private async savePng(): Promise<void> {
    const { shape } = this.space.images;
    const shown = [...this.rows.subarray(0, MOST_IN_PICTURE)];
    const images = await Promise.all(shown.map((row) => this.space.images.pixels(row)));
    const canvases = images.map((pixels) => {
      const canvas = this.space.images.canvas('');
      paint(canvas, shape, pixels);
      return canvas;
    });
    const columns = Math.min(50, Math.ceil(Math.sqrt(shown.length)));
    save(`${this.space.run.name}-selection.png`, await pngOf(sideBySide(canvases, 1, columns)));
  }

  private async load(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    let text: string;
    try {
      text = await file.text();
    } catch {
      // Removed, or not to be read by this person.
      text = '';
    }
    const { rows, amiss } = rowsOf(
      text,
      (number) => rowOf(this.space, number),
      (row) => present(this.space.labels[row]),
    );
    input.value = '';
    this.amiss.hidden = amiss === null;
    this.amiss.textContent = amiss ?? '';
    if (rows.length) this.actions.select(rows);
  }
}
