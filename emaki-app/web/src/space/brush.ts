import { el, number, svg } from '../dom';
import { present, within } from '../present';

const BINS = 44;
const STEPS = 500;
/** Half the width of a handle, in which its middle cannot stand. */
const MARGIN = 12;

/** An axis from 0 to 1, and what a place of it stands for. */
export interface Scale {
  /** The value at a place. */
  value(at: number): number;
  /** The place of a value. */
  place(value: number): number;
}

/** Between two values. */
export function linear(low: number, high: number): Scale {
  const reach = high - low || 1;
  return { value: (at) => low + at * reach, place: (value) => Math.max(0, Math.min(1, (value - low) / reach)) };
}

/** The share of sorted values that are below one; ends of the scale leave nothing out. */
export function shareBelow(sorted: Float32Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (within(sorted[middle]) < value) low = middle + 1;
    else high = middle;
  }
  return sorted.length > 1 ? Math.min(1, low / (sorted.length - 1)) : 0;
}

/** How many values are in each of equal parts of a scale. */
export function histogram(values: Float32Array, scale: Scale, bins = BINS): number[] {
  const sizes = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.min(bins - 1, Math.floor(scale.place(value) * bins));
    sizes[bin] = within(sizes[bin]) + 1;
  }
  return sizes;
}

/** A histogram, and two handles on it between which points are let through. */
export class Brush {
  readonly element: HTMLElement;
  private readonly bars: SVGElement[];
  private readonly ends: [HTMLInputElement, HTMLInputElement];
  private readonly said = el('output');

  /**
   * @param places of the handles as it opens, in [0, 1]
   * @param changed told of the places as they move
   */
  constructor(
    values: Float32Array,
    private readonly scale: Scale,
    labels: [string, string],
    places: [number, number],
    private readonly changed: (places: [number, number]) => void,
  ) {
    const sizes = histogram(values, scale);
    const most = Math.max(1, ...sizes);
    // By the root: few are seen beside many.
    this.bars = sizes.map((size, i) => {
      const height = 100 * Math.sqrt(size / most);
      return svg('rect', { x: i, y: 100 - height, width: 0.86, height });
    });
    const end = (which: 0 | 1) => {
      const input = el('input', { type: 'range', min: 0, max: STEPS, value: Math.round(places[which] * STEPS), 'aria-label': labels[which] });
      input.addEventListener('input', () => this.moved(which));
      return input;
    };
    this.ends = [end(0), end(1)];
    const picture = svg('svg', { viewBox: `0 0 ${BINS} 100`, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...this.bars);
    picture.style.left = picture.style.right = `${MARGIN}px`;
    this.element = el('div.brush', {}, el('div.brushed', {}, picture, ...this.ends), this.said);
    this.show();
  }

  private moved(which: 0 | 1): void {
    const [least, greatest] = this.ends;
    const other = Number((which === 0 ? greatest : least).value);
    const end = this.ends[which];
    end.value = String(which === 0 ? Math.min(Number(end.value), other) : Math.max(Number(end.value), other));
    this.show();
    this.changed([Number(least.value) / STEPS, Number(greatest.value) / STEPS]);
  }

  private show(): void {
    const [from, to] = this.ends.map((end) => Number(end.value) / STEPS) as [number, number];
    this.bars.forEach((bar, i) => bar.classList.toggle('out', (i + 0.5) / BINS < from || (i + 0.5) / BINS > to));
    const [low, high] = [number(round(this.scale.value(from))), number(round(this.scale.value(to)))];
    this.ends[0].setAttribute('aria-valuetext', low);
    this.ends[1].setAttribute('aria-valuetext', high);
    // The one that can still be moved lies above.
    this.ends[0].classList.toggle('above', from > 0.5);
    this.said.textContent = from > 0 || to < 1 ? `${low} to ${high}` : `all, ${low} to ${high}`;
  }
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

/** The middle of a scale is where most of the values are: from the least to what few exceed. */
export function scaleOf(sorted: Float32Array): Scale {
  return linear(present(sorted[0]), present(sorted[Math.floor(0.995 * (sorted.length - 1))]));
}
