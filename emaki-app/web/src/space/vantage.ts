import { within } from '../present';
import { quantiles } from './geometry';

type Triple = [number, number, number];

/** A little from the right and from above. */
const OBLIQUE: Triple = unit([0.55, 0.42, 1]);
/** By how much another view must be better than the oblique one, which shows that there is depth. */
const MARGIN = 0.1;
const SAMPLE = 1500;
const CELLS = 24;

/**
 * Whence points are seen best as they open: along an axis of what is seen, along one of their principal axes, or obliquely. The best is the
 * view with the greatest sum of three shares:
 *
 * - of the points' variance, what is spread over the picture (nothing flat is seen from its edge);
 * - of that, what lies between groups (classes or clusters lie apart);
 * - of the picture's cells, those that are empty (there is a shape: down its axis a roll is a spiral, from its side it is full).
 *
 * @param places [n, 3]
 * @param shape [m, 3], points of the prior where there is one: what the picture's cells are filled with
 * @param groups of the points; below 0: none
 * @return a unit vector towards the eye
 */
export function vantage(places: Float32Array, shape: Float32Array, groups: ArrayLike<number> | null): Triple {
  const some = rows(places.length / 3);
  const filling = rows(shape.length / 3);
  const score = (towards: Triple) => {
    const [right, up] = plane(towards);
    const flat = [right, up].map((axis) => some.map((i) => along(places, i, axis)));
    const all = variance(some.map((i) => within(places[3 * i]))) + variance(some.map((i) => within(places[3 * i + 1]))) + variance(some.map((i) => within(places[3 * i + 2])));
    const spread = flat.map(variance).reduce((a, b) => a + b, 0);
    const apart = groups && spread ? flat.map((values) => between(values, (k) => within(groups[within(some[k])]))).reduce((a, b) => a + b, 0) / spread : 0;
    return (all ? spread / all : 0) + apart + empty(filling.map((i) => along(shape, i, right)), filling.map((i) => along(shape, i, up)));
  };
  const candidates: Triple[] = [[1, 0, 0], [0, 1, 0], [0, 0, 1], ...principal(shape, filling)];
  let best = OBLIQUE;
  let most = score(OBLIQUE) + MARGIN;
  for (const candidate of candidates) {
    const is = score(candidate);
    if (is > most) [best, most] = [candidate, is];
  }
  // The camera's pole is straight above: it cannot be turned there.
  return Math.abs(best[1]) > 0.99 ? unit([best[0], best[1], best[2] + 0.08]) : best;
}

/** Some rows of many. */
function rows(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / SAMPLE));
  return Array.from({ length: Math.ceil(count / step) }, (_, i) => i * step);
}

function along(points: Float32Array, i: number, [x, y, z]: Triple): number {
  return within(points[3 * i]) * x + within(points[3 * i + 1]) * y + within(points[3 * i + 2]) * z;
}

function unit([x, y, z]: Triple): Triple {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

function cross([a, b, c]: Triple, [x, y, z]: Triple): Triple {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

/** To the right and up, as a camera sees it. */
function plane(towards: Triple): [Triple, Triple] {
  const right = unit(Math.abs(towards[1]) > 0.99 ? [1, 0, 0] : cross([0, 1, 0], towards));
  return [right, cross(towards, right)];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
}

function variance(values: number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** The variance of the means of groups. */
function between(values: number[], group: (k: number) => number): number {
  const sums = new Map<number, [number, number]>();
  values.forEach((value, k) => {
    const key = group(k);
    if (key < 0) return;
    const [sum, n] = sums.get(key) ?? [0, 0];
    sums.set(key, [sum + value, n + 1]);
  });
  const middle = mean(values);
  const grouped = [...sums.values()];
  return grouped.reduce((sum, [total, n]) => sum + n * (total / n - middle) ** 2, 0) / values.length;
}

/** The share of cells that are empty, of a grid over all but the outermost points. */
function empty(x: number[], y: number[]): number {
  const cell = (values: number[]) => {
    const [low = 0, high = 1] = quantiles(Float32Array.from(values), 0.01, 0.99);
    return values.map((value) => Math.floor(((value - low) / (high - low || 1)) * CELLS));
  };
  const [columns, lines] = [cell(x), cell(y)];
  const full = new Set<number>();
  columns.forEach((column, k) => {
    const line = within(lines[k]);
    if (column >= 0 && column < CELLS && line >= 0 && line < CELLS) full.add(line * CELLS + column);
  });
  return 1 - full.size / CELLS ** 2;
}

/** The principal axes, by powers of the covariance. */
function principal(points: Float32Array, some: number[]): Triple[] {
  const middle = [0, 1, 2].map((d) => mean(some.map((i) => within(points[3 * i + d]))));
  let covariance = [0, 1, 2].map((a) =>
    [0, 1, 2].map((b) => mean(some.map((i) => (within(points[3 * i + a]) - within(middle[a])) * (within(points[3 * i + b]) - within(middle[b]))))),
  );
  const times = (v: Triple) => covariance.map((row) => row.reduce((sum, value, d) => sum + value * within(v[d]), 0)) as Triple;
  return [0, 1, 2].map(() => {
    let axis = unit([0.6, 0.5, 0.4]);
    for (let k = 0; k < 60; k++) axis = unit(times(axis));
    const size = Math.hypot(...times(axis));
    covariance = covariance.map((row, a) => row.map((value, b) => value - size * within(axis[a]) * within(axis[b])));
    // Always from the same side.
    const largest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    return axis.map((value) => value * Math.sign(largest || 1)) as Triple;
  });
}
