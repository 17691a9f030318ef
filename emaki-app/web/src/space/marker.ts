import { svg } from '../dom';
import type { Scatter } from './scatter';

/** A diamond at a place of the space that is none of its points, with lines to the points nearest to it. */
export class Marker {
  readonly element = svg('g', { class: 'ownmark' });
  private readonly diamond = svg('path', { class: 'diamond', d: 'M0,-13L13,0L0,13L-13,0Z' });
  private readonly lines = svg('g', { class: 'lines' });
  private place: [number, number, number] | null = null;
  private near: number[] = [];

  constructor(private readonly scatter: Scatter) {
    this.element.append(this.lines, this.diamond);
    scatter.onFrame(() => this.follow());
    this.follow();
  }

  /** Stands at a place of the space, or is away. */
  stand(place: [number, number, number] | null, near: number[]): void {
    this.place = place;
    this.near = near;
    this.lines.replaceChildren(...near.map(() => svg('line')));
    this.follow();
  }

  private follow(): void {
    const at = this.place && this.scatter.toScreen(...this.place);
    this.element.toggleAttribute('hidden', !at);
    if (!at) return;
    this.diamond.setAttribute('transform', `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`);
    this.near.forEach((row, i) => {
      const line = this.lines.children[i] as SVGElement;
      const to = row < this.scatter.size ? this.scatter.toScreen(...this.scatter.position(row)) : null;
      line.toggleAttribute('hidden', !to);
      if (to) for (const [name, value] of Object.entries({ x1: at.x, y1: at.y, x2: to.x, y2: to.y })) line.setAttribute(name, String(value));
    });
  }
}
