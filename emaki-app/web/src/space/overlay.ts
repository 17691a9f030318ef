import { svg } from '../dom';
import type { Polygon } from './geometry';
import type { Scatter } from './scatter';

/** What lies above the points: rings around some of them, lines to neighbours, the lasso. */
export class Overlay {
  readonly element = svg('svg', { class: 'overlay', 'aria-hidden': 'true' });
  private readonly hovered = svg('circle', { class: 'ring hovered', r: 9 });
  private readonly pinned = svg('circle', { class: 'ring pinned', r: 11 });
  private readonly lines = svg('g', { class: 'lines' });
  private readonly path = svg('path', { class: 'lasso' });
  private hover = -1;
  private pin = -1;
  private near: number[] = [];

  constructor(private readonly scatter: Scatter) {
    this.element.append(this.lines, this.hovered, this.pinned, this.path);
    scatter.onFrame(() => this.follow());
  }

  setHovered(row: number): void {
    this.hover = row;
    this.follow();
  }

  setPinned(row: number, neighbours: number[]): void {
    this.pin = row;
    this.near = neighbours;
    this.lines.replaceChildren(...neighbours.flatMap(() => [svg('line'), svg('circle', { class: 'ring near', r: 5 })]));
    this.follow();
  }

  setLasso(polygon: Polygon): void {
    this.path.setAttribute('d', polygon.length ? 'M' + polygon.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join('L') + 'Z' : '');
  }

  private follow(): void {
    this.ring(this.hovered, this.hover);
    const from = this.ring(this.pinned, this.pin);
    this.near.forEach((row, i) => {
      const line = this.lines.children[2 * i] as SVGElement;
      const to = this.ring(this.lines.children[2 * i + 1] as SVGElement, row);
      line.toggleAttribute('hidden', !from || !to);
      if (from && to) for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: to.x, y2: to.y })) line.setAttribute(name, String(value));
    });
  }

  private ring(circle: SVGElement, row: number): { x: number; y: number } | null {
    const at = row >= 0 && row < this.scatter.size ? this.scatter.toScreen(...this.scatter.position(row)) : null;
    circle.toggleAttribute('hidden', !at);
    if (at) {
      circle.setAttribute('cx', String(at.x));
      circle.setAttribute('cy', String(at.y));
    }
    return at;
  }
}
