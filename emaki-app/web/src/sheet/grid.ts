import { el, everyFrame } from '../dom';
import { onTheme } from '../header';
import { present } from '../present';
import { arrow } from '../space/keys';
import { paint, type Images } from '../space/images';
import type { Picks } from './picks';

const GAP = 4;

/** Images in lines, of which only those that can be seen are drawn; picked by pointer and keys. */
export class Grid {
  readonly element: HTMLElement;
  private readonly canvas = el('canvas.sheet');
  private readonly spacer = el('div.sheetspace', {}, this.canvas);
  private readonly one: HTMLCanvasElement;
  private columns = 1;
  private drawing = 0;
  private cell = 64;
  readonly draw = everyFrame(() => void this.drawNow());

  /** @param changed who is picked, or where one is */
  constructor(
    private readonly images: Images,
    private readonly picks: Picks,
    private readonly changed: () => void,
    signal: AbortSignal,
  ) {
    this.one = images.canvas('');
    this.element = el('div.sheetscroll', { tabindex: 0, role: 'application', 'aria-label': 'Images. Arrow keys move, Space picks, Shift and arrows pick a range.' }, this.spacer);
    this.element.addEventListener('scroll', this.draw, { signal });
    this.element.addEventListener('focus', this.draw);
    this.element.addEventListener('blur', this.draw);
    this.element.addEventListener('keydown', (event) => this.keyed(event));
    this.canvas.addEventListener('click', (event) => {
      picks.pick(this.placeOf(event), { range: event.shiftKey, more: event.ctrlKey || event.metaKey });
      this.tell();
    });
    onTheme(this.draw, signal);
    const observer = new ResizeObserver(this.draw);
    observer.observe(this.element);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  /** How large images are, in pixels; the first that is seen stays in sight. */
  set size(pixels: number) {
    const first = Math.floor(this.element.scrollTop / this.cell) * this.columns;
    this.cell = pixels;
    this.lay();
    this.element.scrollTop = Math.floor(first / this.columns) * this.cell;
    this.draw();
  }

  top(): void {
    this.element.scrollTop = 0;
    this.draw();
  }

  private lay(): void {
    this.columns = Math.max(1, Math.floor(this.element.clientWidth / this.cell));
    this.spacer.style.height = `${Math.ceil(this.picks.order.length / this.columns) * this.cell}px`;
  }

  private placeOf(event: MouseEvent): number {
    const column = Math.floor(event.offsetX / this.cell);
    return column < this.columns ? Math.floor((event.offsetY + this.canvas.offsetTop) / this.cell) * this.columns + column : -1;
  }

  private keyed(event: KeyboardEvent): void {
    const { picks } = this;
    const to = this.target(event.key);
    if (to !== null) {
      picks.go(to);
      if (event.shiftKey) picks.pick(picks.at, { range: true });
    } else if (event.key === ' ') picks.pick(picks.at < 0 ? 0 : picks.at, { more: true });
    else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) picks.all();
    else return;
    event.preventDefault();
    this.reveal();
    this.tell();
  }

  private target(key: string): number | null {
    const { at, order } = this.picks;
    const step = arrow(key);
    if (step) return at < 0 ? 0 : at + step[0] + step[1] * this.columns;
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.cell)) * this.columns;
    return { Home: 0, End: order.length - 1, PageDown: at + page, PageUp: at - page }[key] ?? null;
  }

  private reveal(): void {
    const top = Math.floor(this.picks.at / this.columns) * this.cell;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.cell > scrollTop + clientHeight) this.element.scrollTop = top + this.cell - clientHeight;
  }

  private tell(): void {
    this.draw();
    this.changed();
  }

  private async drawNow(): Promise<void> {
    if (!this.element.clientWidth) return;
    const mine = ++this.drawing;
    this.lay();
    const { cell, columns, picks } = this;
    const first = Math.floor(this.element.scrollTop / cell) * columns;
    const lines = Math.ceil(this.element.clientHeight / cell) + 1;
    const shown = [...picks.order.subarray(first, first + lines * columns)];
    const pixels = await Promise.all(shown.map((row) => this.images.pixels(row).catch(() => null)));
    if (mine !== this.drawing) return;
    const scale = devicePixelRatio;
    this.canvas.width = Math.round(columns * cell * scale);
    this.canvas.height = Math.round(Math.ceil(shown.length / columns) * cell * scale);
    this.canvas.style.width = `${columns * cell}px`;
    this.canvas.style.height = `${Math.ceil(shown.length / columns) * cell}px`;
    this.canvas.style.top = `${(first / columns) * cell}px`;
    const context = present(this.canvas.getContext('2d'));
    context.scale(scale, scale);
    context.imageSmoothingEnabled = false;
    pixels.forEach((image, i) => {
      if (image) this.put(context, image, (i % columns) * cell, Math.floor(i / columns) * cell);
    });
    this.mark(context, shown, first);
    this.canvas.dataset['first'] = String(shown[0]);
  }

  /** As large as fits the cell, in its middle. */
  private put(context: CanvasRenderingContext2D, image: Uint8Array, x: number, y: number): void {
    const { width, height } = this.images.shape;
    paint(this.one, this.images.shape, image);
    const room = this.cell - GAP;
    const fit = room / Math.max(width, height);
    context.drawImage(this.one, x + (this.cell - width * fit) / 2, y + (this.cell - height * fit) / 2, width * fit, height * fit);
  }

  private mark(context: CanvasRenderingContext2D, shown: number[], first: number): void {
    const colour = (name: string) => getComputedStyle(this.element).getPropertyValue(name);
    const frame = (i: number, width: number) => context.strokeRect((i % this.columns) * this.cell + width / 2, Math.floor(i / this.columns) * this.cell + width / 2, this.cell - width, this.cell - width);
    context.strokeStyle = colour('--seal');
    context.lineWidth = 4;
    shown.forEach((row, i) => this.picks.rows.has(row) && frame(i, 4));
    const at = this.picks.at - first;
    if (at < 0 || at >= shown.length || document.activeElement !== this.element) return;
    context.strokeStyle = colour('--focus');
    context.lineWidth = 2;
    frame(at, 2);
  }
}
