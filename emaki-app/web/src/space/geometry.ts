/** Plain arithmetic on points. */

import { present, within } from '../present';

export type Polygon = { x: number; y: number }[];

/** Rows whose screen positions are inside a polygon, ascending (even-odd rule). */
export function inside(screen: Float32Array, polygon: Polygon): Int32Array {
  if (polygon.length < 3) return new Int32Array();
  const xs = Float64Array.from(polygon, (p) => p.x);
  const ys = Float64Array.from(polygon, (p) => p.y);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const rows = new Int32Array(screen.length / 2);
  let found = 0;
  for (let i = 0; i < rows.length; i++) {
    const x = within(screen[2 * i]);
    const y = within(screen[2 * i + 1]);
    if (x >= left && x <= right && y >= top && y <= bottom && contains(xs, ys, x, y)) rows[found++] = i;
  }
  return rows.slice(0, found);
}

function contains(xs: Float64Array, ys: Float64Array, x: number, y: number): boolean {
  let odd = false;
  for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
    const ax = within(xs[i]);
    const ay = within(ys[i]);
    const bx = within(xs[j]);
    const by = within(ys[j]);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

/** The rows nearest to a point of the latent space, itself left out, nearest first, with their Euclidean distances. */
export function nearest(
  latents: Float32Array,
  dimension: number,
  point: ArrayLike<number>,
  count: number,
  except = -1,
): { row: number; distance: number }[] {
  const best: { row: number; distance: number }[] = [];
  let limit = Infinity;
  for (let row = 0, at = 0; at < latents.length; row++, at += dimension) {
    let sum = 0;
    for (let d = 0; d < dimension; d++) {
      const difference = within(latents[at + d]) - within(point[d]);
      sum += difference * difference;
    }
    if (sum >= limit || row === except) continue;
    let place = best.length;
    while (place > 0 && present(best[place - 1]).distance > sum) place--;
    best.splice(place, 0, { row, distance: sum });
    if (best.length > count) best.pop();
    if (best.length === count) limit = present(best[count - 1]).distance;
  }
  return best.map(({ row, distance }) => ({ row, distance: Math.sqrt(distance) }));
}

/** Quantiles of values, by share in [0, 1]. */
export function quantiles(values: Float32Array, ...shares: number[]): number[] {
  const sorted = Float32Array.from(values).sort();
  return shares.map((share) => present(sorted[Math.round(share * (sorted.length - 1))]));
}

/** The middle of places [n, 3], those that are left out apart, and how far they reach, few outliers apart; null where there are none. */
export function extent(places: Float32Array, leftOut: (i: number) => boolean = () => false): { centre: [number, number, number]; radius: number } | null {
  const rows: number[] = [];
  for (let i = 0; i < places.length / 3; i++) if (!leftOut(i)) rows.push(i);
  const step = Math.max(1, Math.floor(rows.length / 5000));
  const some = rows.filter((_, i) => i % step === 0);
  if (!some.length) return null;
  const centre = [0, 1, 2].map((d) => some.reduce((sum, i) => sum + present(places[3 * i + d]), 0) / some.length) as [number, number, number];
  const distances = some.map((i) => Math.hypot(...centre.map((c, d) => present(places[3 * i + d]) - c))).sort((a, b) => a - b);
  return { centre, radius: distances[Math.floor(0.995 * (distances.length - 1))] || 1 };
}
