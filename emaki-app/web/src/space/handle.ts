import { el, everyFrame } from '../dom';
import { arrow } from './keys';
import type { Scatter } from './scatter';

const MOVABLE = 'Probe: drag it, or move it with the arrow keys';

/** The probe as it stands in the space: a handle that is dragged in the plane of the screen, or moved by the arrow keys. */
export class Handle {
  readonly element = el('button.handle', { 'aria-label': MOVABLE, hidden: true });
  private place: [number, number, number] | null = null;
  private dragging = false;

  constructor(
    private readonly scatter: Scatter,
    private readonly moved: (place: [number, number, number]) => void,
  ) {
    scatter.onFrame(() => this.follow());
    const drag = everyFrame((x: number, y: number) => this.to(x, y));
    this.element.addEventListener('pointerdown', (event) => {
      this.dragging = true;
      this.element.setPointerCapture(event.pointerId);
    });
    this.element.addEventListener('pointermove', (event) => {
      const box = scatter.element.getBoundingClientRect();
      if (this.dragging) drag(event.clientX - box.left, event.clientY - box.top);
    });
    this.element.addEventListener('pointerup', () => (this.dragging = false));
    this.element.addEventListener('pointercancel', () => (this.dragging = false));
    this.element.addEventListener('keydown', (event) => {
      const step = arrow(event.key);
      const at = this.place && scatter.toScreen(...this.place);
      if (!step || !at) return;
      event.preventDefault();
      event.stopPropagation();
      this.to(at.x + 6 * step[0], at.y + 6 * step[1]);
    });
  }

  /** Stands at a place of the space, or is away; where `fixed`, nobody can move it. */
  stand(place: [number, number, number] | null, fixed: boolean): void {
    this.place = place;
    this.element.disabled = fixed;
    this.element.setAttribute('aria-label', fixed ? 'Probe: it stands at the image nearest to it' : MOVABLE);
    this.follow();
  }

  private to(x: number, y: number): void {
    if (this.place) this.moved(this.scatter.toSpace(x, y, this.place));
  }

  private follow(): void {
    const at = this.place && this.scatter.toScreen(...this.place);
    this.element.hidden = !at;
    if (at) this.element.style.transform = `translate(${at.x}px, ${at.y}px)`;
  }
}
