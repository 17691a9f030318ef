import { el } from '../dom';
import { isDark, onTheme } from '../header';
import { within } from '../present';
import { Projection } from '../space/projection';
import { steerable } from '../space/keys';
import { sequential } from '../space/palette';
import { Scatter } from '../space/scatter';

/** A cloud of points that can be turned. */
export class Preview {
  readonly element = el('div.preview');
  private readonly scatter: Scatter;
  private readonly nothing = el('p.hint.nothing', {}, 'Nothing drawn yet.');
  private dimension = 0;
  private xyz = new Float32Array();

  constructor(signal: AbortSignal) {
    this.scatter = new Scatter(signal, '--card');
    steerable(this.scatter, 'img', 'The cloud of points.');
    this.scatter.setPointSize(2.5);
    onTheme(() => this.xyz.length && this.scatter.setColours(colours(this.xyz)), signal);
    this.element.append(this.scatter.element, this.nothing);
  }

  /** @param points [n, dimension] */
  show(points: Float32Array, dimension: number): void {
    this.nothing.hidden = points.length > 0;
    this.element.dataset['points'] = String(points.length / dimension);
    const xyz = Projection.onto([0, 1, dimension > 2 ? 2 : -1], dimension).points(points);
    this.xyz = xyz;
    this.scatter.setFlat(dimension < 3);
    this.scatter.setPositions(xyz);
    if (!points.length) return;
    this.scatter.setColours(colours(xyz));
    this.scatter.measure();
    // What is drawn is seen whole, unless somebody looks from elsewhere.
    if (dimension !== this.dimension || !this.scatter.moved) this.scatter.home();
    this.dimension = dimension;
  }
}

/** From left to right, so that a fold can be followed by the eye. */
function colours(xyz: Float32Array): Uint8Array {
  const n = xyz.length / 3;
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < n; i++) {
    low = Math.min(low, within(xyz[3 * i]));
    high = Math.max(high, within(xyz[3 * i]));
  }
  // Neither end of the sequence may sink into the paper.
  const [from, to] = isDark() ? [0.35, 1] : [0, 0.88];
  const rgb = new Uint8Array(3 * n);
  for (let i = 0; i < n; i++) rgb.set(sequential(from + ((to - from) * (within(xyz[3 * i]) - low)) / (high - low || 1)), 3 * i);
  return rgb;
}
