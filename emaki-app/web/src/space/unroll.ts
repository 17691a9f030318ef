import { within } from '../present';

/** Nodes of a chart's grid, row by row, as latents [rows x columns, dimension]; a chart of one coordinate has one column. */
export interface Nodes {
  latents: Float32Array;
  rows: number;
  columns: number;
  dimension: number;
}

/** Points that are placed before the page may do something else. */
const SLICE = 2000;
/** As many as a chart is asked for at once. */
const MOST = 4096;
const SIDE = 56;

/** How many nodes a grid has downwards and across, by the number of the chart's coordinates. */
export function extentOf(axes: number): [number, number] {
  return axes === 1 ? [MOST, 1] : [SIDE, SIDE];
}

/** The nodes' coordinates, each in [0, 1]; those beyond the second stay in the middle. */
export function nodePlaces(axes: number): Float32Array<ArrayBuffer> {
  const [rows, columns] = extentOf(axes);
  const places = new Float32Array(rows * columns * axes).fill(0.5);
  for (let i = 0; i < rows * columns; i++) {
    places[i * axes] = Math.floor(i / columns) / (rows - 1);
    if (axes > 1) places[i * axes + 1] = (i % columns) / (columns - 1);
  }
  return places;
}

/**
 * Where points lie on a chart: at the node that is nearest to each, moved as far along the chart as the point stands beside it. What lies off the
 * prior lies where the prior is nearest.
 *
 * @param points [n, dimension]
 * @return the first two coordinates [n, 2], each in [0, 1]; the second 0 where there is but one
 */
export async function unroll(points: Float32Array, nodes: Nodes): Promise<Float32Array> {
  const n = points.length / nodes.dimension;
  const places = new Float32Array(2 * n);
  for (let from = 0; from < n; from += SLICE) {
    if (from) await new Promise((resolve) => setTimeout(resolve));
    for (let i = from; i < Math.min(n, from + SLICE); i++) {
      const node = nearest(points, i, nodes);
      const [row, column] = [Math.floor(node / nodes.columns), node % nodes.columns];
      const [down, across] = beside(points, i, nodes, row, column);
      places[2 * i] = share(row + down, nodes.rows);
      places[2 * i + 1] = share(column + across, nodes.columns);
    }
  }
  return places;
}

function share(at: number, nodes: number): number {
  return nodes === 1 ? 0 : Math.max(0, Math.min(1, at / (nodes - 1)));
}

function nearest(points: Float32Array, i: number, { latents, dimension: k }: Nodes): number {
  let best = 0;
  let least = Infinity;
  for (let node = 0, at = 0; at < latents.length; node++, at += k) {
    let away = 0;
    for (let d = 0; d < k && away < least; d++) {
      const step = within(latents[at + d]) - within(points[i * k + d]);
      away += step * step;
    }
    if (away < least) {
      least = away;
      best = node;
    }
  }
  return best;
}

/** Steps downwards and across, of half a cell at most, by least squares in the plane that touches the chart at a node. */
function beside(points: Float32Array, i: number, nodes: Nodes, row: number, column: number): [number, number] {
  const { latents, rows, columns, dimension: k } = nodes;
  const at = (r: number, c: number, d: number) => within(latents[(r * columns + c) * k + d]);
  const [above, below, left, right] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1), Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
  let [aa, bb, ab, ra, rb] = [0, 0, 0, 0, 0];
  for (let d = 0; d < k; d++) {
    const a = (at(below, column, d) - at(above, column, d)) / (below - above || 1);
    const b = (at(row, right, d) - at(row, left, d)) / (right - left || 1);
    const rest = within(points[i * k + d]) - at(row, column, d);
    aa += a * a;
    bb += b * b;
    ab += a * b;
    ra += a * rest;
    rb += b * rest;
  }
  const half = (step: number) => (Number.isFinite(step) ? Math.max(-0.5, Math.min(0.5, step)) : 0);
  const volume = aa * bb - ab * ab;
  if (volume <= 1e-9 * aa * bb) return [half(ra / aa), 0];
  return [half((ra * bb - rb * ab) / volume), half((rb * aa - ra * ab) / volume)];
}
