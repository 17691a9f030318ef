import { el } from '../dom';
import { present, within } from '../present';
import { arrow } from '../space/keys';
import { draw, GRID, inkOf, render, type Step, type Stroke } from './drawing';

/** A stroke takes a new point once it has gone so far. */
const LEAST_MOVE = 5;
const KEY_STEP = 20;
const KEY_FINE = 4;

export interface PadOptions {
  width: number;
  height: number;
  label: string;
  ink: () => string;
  /** The drawing has changed; `resting` between strokes. */
  changed(resting: boolean): void;
}

/** A canvas that is drawn on by pointer or keys: arrows move, space puts the pen down and takes it up. */
export class Pad {
  readonly element: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  tool: Stroke['kind'] = 'pen';
  /** In thousandths of the width. */
  width = 30;
  steps: Step[] = [];
  private readonly context: CanvasRenderingContext2D;
  private readonly cursor = el('i.pen', { hidden: true, 'aria-hidden': 'true' });
  private stroke: Stroke | null = null;
  private drawn = 0;
  private byKeys = false;
  private at: [number, number] = [GRID / 2, GRID / 2];

  constructor(private readonly options: PadOptions) {
    const { width, height, label } = options;
    this.canvas = el('canvas.paper', {
      width,
      height,
      tabindex: 0,
      role: 'application',
      'aria-label': `${label} Arrow keys move the pen, space puts it down or takes it up, control and z takes a stroke back.`,
    });
    this.context = present(this.canvas.getContext('2d', { willReadFrequently: true }));
    this.element = el('div.pad', {}, this.canvas, this.cursor);
    this.canvas.addEventListener('pointerdown', (event) => this.pressed(event));
    this.canvas.addEventListener('pointermove', (event) => this.moved(event));
    for (const end of ['pointerup', 'pointercancel'] as const) this.canvas.addEventListener(end, () => !this.byKeys && this.end());
    this.canvas.addEventListener('pointerleave', () => this.stroke || (this.cursor.hidden = true));
    this.canvas.addEventListener('keydown', (event) => this.keyed(event));
    this.canvas.addEventListener('blur', () => {
      this.end();
      this.cursor.hidden = true;
    });
  }

  get empty(): boolean {
    const last = this.steps.at(-1);
    return !last || last.kind === 'clear';
  }

  show(steps: Step[]): void {
    this.steps = steps;
    this.repaint();
  }

  repaint(): void {
    render(this.context, this.steps, this.options.ink());
    this.element.toggleAttribute('data-empty', this.empty);
  }

  undo(): void {
    this.end();
    this.steps.pop();
    this.repaint();
    this.options.changed(true);
  }

  clear(): void {
    this.end();
    if (!this.empty) this.steps.push({ kind: 'clear' });
    this.repaint();
    this.options.changed(true);
  }

  picture(bitmap: ImageBitmap, light: boolean): void {
    this.steps.push({ kind: 'picture', ink: inkOf(bitmap, this.canvas.width, this.canvas.height, light) });
    this.repaint();
    this.options.changed(true);
  }

  /** The ink of each pixel, 0 to 255, row-major. */
  alpha(): Uint8Array {
    const { data } = this.context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    return Uint8Array.from({ length: data.length / 4 }, (_, i) => within(data[4 * i + 3]));
  }

  private place(event: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    const clamp = (share: number) => Math.round(GRID * Math.max(0, Math.min(1, share)));
    return [clamp((event.clientX - box.left) / box.width), clamp((event.clientY - box.top) / box.height)];
  }

  private pressed(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.end();
    this.canvas.setPointerCapture(event.pointerId);
    this.at = this.place(event);
    this.begin(false);
  }

  private moved(event: PointerEvent): void {
    if (this.stroke && !this.byKeys) for (const each of 'getCoalescedEvents' in event ? event.getCoalescedEvents() : [event]) this.to(this.place(each));
    else if (!this.stroke) this.at = this.place(event);
    if (event.pointerType !== 'touch') this.stand();
  }

  private begin(byKeys: boolean): void {
    this.byKeys = byKeys;
    this.stroke = { kind: this.tool, width: Math.max(1, Math.round(this.width)), points: this.at.map(Math.round) };
    this.steps.push(this.stroke);
    this.drawn = 0;
    this.element.removeAttribute('data-empty');
    draw(this.context, this.stroke, this.options.ink());
    this.options.changed(false);
  }

  private to(at: [number, number]): void {
    const stroke = present(this.stroke);
    const { points } = stroke;
    if (Math.hypot(at[0] - present(points.at(-2)), at[1] - present(points.at(-1))) < LEAST_MOVE && !this.byKeys) return;
    this.at = at;
    points.push(...at.map(Math.round));
    draw(this.context, stroke, this.options.ink(), this.drawn);
    this.drawn = points.length / 2 - 1;
    this.options.changed(false);
  }

  private end(): void {
    if (!this.stroke) return;
    this.stroke = null;
    this.cursor.classList.remove('down');
    // In one piece, as an address brings it back: piece by piece its edges are darker.
    this.repaint();
    this.options.changed(true);
  }

  private keyed(event: KeyboardEvent): void {
    const size = event.shiftKey ? KEY_FINE : KEY_STEP;
    const step = arrow(event.key);
    if (step) {
      const moved = (i: 0 | 1) => Math.max(0, Math.min(GRID, this.at[i] + size * step[i]));
      const at: [number, number] = [moved(0), moved(1)];
      if (this.stroke && this.byKeys) this.to(at);
      this.at = at;
    } else if (event.key === ' ') {
      if (this.stroke) this.end();
      else this.begin(true);
      this.cursor.classList.toggle('down', this.stroke !== null);
    } else if (event.key === 'z' && (event.ctrlKey || event.metaKey)) this.undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.stand();
  }

  /** Shows where the pen is, as wide as it draws. */
  private stand(): void {
    const { style } = this.cursor;
    this.cursor.hidden = false;
    style.left = `${(100 * this.at[0]) / GRID}%`;
    style.top = `${(100 * this.at[1]) / GRID}%`;
    style.width = style.height = `${Math.max(4, (this.width / 1000) * this.canvas.clientWidth)}px`;
  }
}
