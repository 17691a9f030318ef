import { everyFrame } from '../dom';
import { present } from '../present';
import { inside, type Polygon } from './geometry';
import type { Overlay } from './overlay';
import type { How } from './rows';
import type { Scatter } from './scatter';
import type { Tool } from './state';

const REACH = 9;
const DWELL_MILLIS = 90;
/** A press that moved less than this was a click. */
const CLICK_PIXELS = 4;

export interface PointerActions {
  /** The pointer is on a point, or on none. */
  hovered(row: number): void;
  /** It has stayed there for a while, at a place of the screen. */
  dwelt(row: number, x: number, y: number): void;
  clicked(row: number): void;
  selected(rows: Int32Array, how: How): void;
}

/** What the pointer does on the points: hover, click, lasso and box. */
export class Pointer {
  tool: Tool = 'turn';
  /** What a lasso or a box does that no key says otherwise of. */
  how: How = 'new';
  private down: { x: number; y: number } | null = null;
  /** Whether the pointer has been elsewhere since it was pressed. */
  private strayed = false;
  private polygon: Polygon | null = null;
  private drawing: How = 'new';
  private boxed = false;
  private row = -1;
  private dwelling = 0;

  constructor(
    private readonly scatter: Scatter,
    private readonly overlay: Overlay,
    private readonly actions: PointerActions,
  ) {
    const { element } = scatter;
    const hover = everyFrame((x: number, y: number) => this.hover(x, y));
    // Before the camera's own listeners: a lasso must not turn it.
    element.addEventListener('pointerdown', (event) => this.pressed(event), { capture: true });
    element.addEventListener('pointermove', (event) => {
      const { x, y } = this.at(event);
      if (this.down && Math.hypot(x - this.down.x, y - this.down.y) >= CLICK_PIXELS) this.strayed = true;
      if (this.polygon) this.drawn(this.polygon, x, y);
      else if (event.buttons === 0) hover(x, y);
    });
    element.addEventListener('pointerup', (event) => this.released(event));
    element.addEventListener('pointercancel', () => this.cancel());
    element.addEventListener('pointerleave', () => this.polygon || this.on(-1, 0, 0));
  }

  private at(event: PointerEvent): { x: number; y: number } {
    const box = this.scatter.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private pressed(event: PointerEvent): void {
    // The probe's handle stands on the points and is none.
    if (event.button !== 0 || event.target instanceof HTMLButtonElement) return;
    this.down = this.at(event);
    this.strayed = false;
    this.on(-1, 0, 0);
    if (this.tool === 'turn' && !event.shiftKey) return;
    this.boxed = this.tool === 'box';
    this.drawing = this.howBy(event);
    this.polygon = [this.down];
    this.scatter.setNavigable(false);
    this.scatter.element.setPointerCapture(event.pointerId);
  }

  private drawn(polygon: Polygon, x: number, y: number): void {
    const [first, last] = [present(polygon[0]), present(polygon.at(-1))];
    if (this.boxed) polygon = [first, { x, y: first.y }, { x, y }, { x: first.x, y }];
    else if (Math.hypot(x - last.x, y - last.y) > 3) polygon.push({ x, y });
    this.polygon = polygon;
    this.overlay.setLasso(polygon);
  }

  private released(event: PointerEvent): void {
    const { x, y } = this.at(event);
    const still = this.down !== null && !this.strayed;
    const { polygon } = this;
    this.cancel();
    if (still) this.clicked(this.scatter.pick(x, y, event.pointerType === 'touch' ? 2 * REACH : REACH), event);
    else if (polygon) {
      const began = performance.now();
      const rows = inside(this.scatter.project(), polygon);
      this.actions.selected(rows, this.drawing);
      requestAnimationFrame(() => requestAnimationFrame(() => performance.measure('select', { start: began })));
    }
  }

  /** As in image programs; the turning tool's lasso wants Shift anyway. */
  private howBy({ shiftKey, altKey, ctrlKey, metaKey }: PointerEvent): How {
    const adds = shiftKey && this.tool !== 'turn';
    const subtracts = altKey || ctrlKey || metaKey;
    return adds ? (subtracts ? 'intersect' : 'add') : subtracts ? 'subtract' : this.how;
  }

  private clicked(row: number, event: PointerEvent): void {
    const how = this.tool === 'turn' ? 'new' : this.howBy(event);
    if (row >= 0 && (how === 'add' || how === 'subtract')) this.actions.selected(Int32Array.of(row), how);
    else this.actions.clicked(row);
  }

  /** Gives up a lasso that is being drawn. */
  cancel(): void {
    this.down = null;
    if (this.polygon) this.scatter.setNavigable(true);
    this.polygon = null;
    this.overlay.setLasso([]);
  }

  private hover(x: number, y: number): void {
    this.on(this.scatter.pick(x, y, REACH), x, y);
  }

  private on(row: number, x: number, y: number): void {
    if (row === this.row) return;
    this.row = row;
    this.actions.hovered(row);
    clearTimeout(this.dwelling);
    if (row >= 0) this.dwelling = window.setTimeout(() => this.actions.dwelt(row, x, y), DWELL_MILLIS);
  }
}
