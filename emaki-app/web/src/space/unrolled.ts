import { complaint, el, everyFrame, notify } from '../dom';
import { captioned } from '../figure';
import { pngOf, saves } from '../pictures';
import { present, within } from '../present';
import type { Space } from './data';
import { paint } from './images';
import type { Showing } from './showing';
import { HIDDEN, packed, SELECTED, Splatter, type Matrix } from './splat';
import { extentOf, nodePlaces, unroll } from './unroll';

/** Cells of the decoded map that the server gives at once. */
const MOST_CELLS = 1024;
const REACH = 10;
/** Many points are drawn no larger than leaves the decoded images to be seen. */
const CROWD = 200;
/** Looks straight at a square from -1 to 1. */
const STRAIGHT: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];

export interface UnrolledActions {
  pin(row: number): void;
  /** It is open, or not any more. */
  opened(open: boolean): void;
}

/** The prior's own coordinates as axes: the space decoded over them, and its points upon that. */
export class Unrolled {
  readonly element: HTMLElement;
  private readonly ground = el('canvas.ground');
  private readonly dots = el('canvas.dots', { role: 'img', 'aria-label': 'The points on the prior laid flat: click one to look at it' });
  private readonly frame = el('div.flat', {}, this.ground, this.dots);
  private readonly splatter = new Splatter();
  private places: Promise<Float32Array> | null = null;
  private placed: Float32Array | null = null;
  private positions = new Float32Array();
  private cells: [number, number] = [1, 1];
  private size = 4;
  /** What of each point is on the map. */
  private flags: Uint8Array = new Uint8Array();
  private pinned = -1;

  constructor(
    private readonly space: Space,
    private readonly showing: () => Pick<Showing, 'drawn' | 'caption'>,
    private readonly actions: UnrolledActions,
    signal: AbortSignal,
  ) {
    const [down, across] = space.shape.axes;
    const along = across === undefined ? `along: ${down}` : `downwards: ${down}; across: ${across}`;
    const png = () => pngOf(captioned(this.picture(), { ...this.showing().caption(), title: `${space.run.name}, unrolled; ${along}` }));
    const close = el('button.icon', { 'aria-label': 'Roll it up again', onclick: () => this.close() }, '×');
    this.element = el('section.unrolled', { 'aria-label': 'Unrolled', hidden: true }, el('header', {}, el('h2', {}, 'Unrolled', saves(`${space.run.name}-unrolled`, { png })), el('span.hint', {}, along), close), this.frame);
    this.dots.addEventListener('click', (event) => this.clicked(event));
    const observer = new ResizeObserver(everyFrame(() => this.repaint()));
    observer.observe(this.frame);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  toggle(): void {
    if (this.element.hidden) void this.open();
    else this.close();
  }

  close(): void {
    this.element.hidden = true;
    this.actions.opened(false);
  }

  async open(): Promise<void> {
    this.element.hidden = false;
    this.actions.opened(true);
    try {
      if (!this.placed) await this.decode();
      this.placed = await (this.places ??= this.find());
      this.stand();
      this.repaint();
      this.element.dataset['ready'] = 'true';
    } catch (e) {
      this.places = null;
      notify(complaint(e));
    }
  }

  /** Points are shown, hidden, coloured or pinned otherwise. */
  paint(size: number, pinned: number): void {
    this.size = size;
    this.pinned = pinned;
    this.repaint();
  }

  private async find(): Promise<Float32Array> {
    const { axes, dimension } = this.space.shape;
    const [rows, columns] = extentOf(axes.length);
    const latents = await this.space.source.chart(nodePlaces(axes.length));
    return unroll(this.space.latents, { latents, rows, columns, dimension });
  }

  /** The map, in cells as nearly square as the images are. */
  private async decode(): Promise<void> {
    const { shape, values } = this.space.images;
    const { clientWidth, clientHeight } = this.frame;
    const wide = (clientWidth * shape.height) / (clientHeight * shape.width) || 1;
    const rows = Math.max(1, Math.min(MOST_CELLS, Math.floor(Math.sqrt(MOST_CELLS / wide))));
    const columns = Math.max(1, Math.floor(MOST_CELLS / rows));
    const pixels = await this.space.source.map(rows, columns);
    this.cells = [rows, columns];
    this.ground.width = columns * shape.width;
    this.ground.height = rows * shape.height;
    for (let i = 0; i < rows * columns; i++) paint(this.ground, shape, pixels.subarray(i * values, (i + 1) * values), (i % columns) * shape.width, Math.floor(i / columns) * shape.height);
  }

  /** A map of one coordinate runs on from line to line. */
  private stand(): void {
    const places = present(this.placed);
    const [rows] = this.cells;
    const alone = this.space.shape.axes.length === 1;
    this.positions = new Float32Array((3 * places.length) / 2);
    for (let i = 0; i < places.length / 2; i++) {
      const u = within(places[2 * i]);
      const line = Math.min(rows - 1, Math.floor(u * rows));
      const [down, across] = alone ? [(line + 0.5) / rows, u * rows - line] : [u, within(places[2 * i + 1])];
      this.positions.set([2 * across - 1, 1 - 2 * down, 0], 3 * i);
    }
  }

  private repaint(): void {
    const { clientWidth: width, clientHeight: height } = this.frame;
    const { drawn } = this.showing();
    if (this.element.hidden || !this.positions.length || !drawn || !width || !height) return;
    const { rgb, marks } = drawn;
    // What steps back on paper would stand out from images: it is left out.
    this.flags = drawn.flags.includes(SELECTED) ? drawn.flags.map((flag) => (flag === SELECTED ? SELECTED : HIDDEN)) : drawn.flags;
    Object.assign(this.dots, { width, height });
    const paper = [1, 3, 5].map((i) => parseInt(getComputedStyle(document.documentElement).getPropertyValue('--paper').trim().slice(i, i + 2), 16)) as [number, number, number];
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    const cloud = { positions: this.positions, tint: new Uint8Array(rgb), flags: new Uint8Array(this.flags), marks: new Uint8Array(marks) };
    const look = { size: Math.min(this.size, 1 + CROWD / Math.sqrt(this.positions.length / 3)), unit: 1, nearest: 1, farthest: 2, dimmed: false, opacity: 1, share: 1, paper };
    this.splatter.draw(pixels, width, height, STRAIGHT, look, cloud, null, null);
    const nothing = packed(...paper);
    for (let i = 0; i < pixels.length; i++) if (pixels[i] === nothing) pixels[i] = 0;
    const context = present(this.dots.getContext('2d'));
    context.putImageData(image, 0, 0);
    if (this.pinned >= 0) this.ring(context);
  }

  private ring(context: CanvasRenderingContext2D): void {
    const [x, y] = this.screen(this.pinned);
    context.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue('--seal');
    context.lineWidth = 2.5;
    context.beginPath();
    context.arc(x, y, 10, 0, 7);
    context.stroke();
  }

  private screen(row: number): [number, number] {
    return [((within(this.positions[3 * row]) + 1) / 2) * this.dots.width, ((1 - within(this.positions[3 * row + 1])) / 2) * this.dots.height];
  }

  private clicked({ offsetX, offsetY }: MouseEvent): void {
    let best = -1;
    let least = REACH;
    for (let row = 0; row < this.positions.length / 3; row++) {
      if (this.flags[row] === HIDDEN) continue;
      const [x, y] = this.screen(row);
      const away = Math.hypot(x - offsetX, y - offsetY);
      if (away < least) [best, least] = [row, away];
    }
    this.actions.pin(best);
  }

  private picture(): HTMLCanvasElement {
    const { width, height } = this.dots;
    const whole = el('canvas', { width, height });
    const context = present(whole.getContext('2d'));
    context.globalAlpha = 0.6;
    context.drawImage(this.ground, 0, 0, width, height);
    context.globalAlpha = 1;
    context.drawImage(this.dots, 0, 0);
    return whole;
  }
}
