import { present } from '../present';

/** The flat map's coordinates as a fine grid of latents; in between they are interpolated. */
export interface ChartGrid {
  /** [nodes of the first axis, nodes of the second, dimension] */
  latents: Float32Array;
  /** Nodes of each axis that has some; further axes stand at their middle. */
  nodes: number[];
  dimension: number;
}

/** The latent at a place, of which each coordinate is in [0, 1]. */
export function at({ latents, nodes, dimension }: ChartGrid, place: ArrayLike<number>): Float32Array {
  const [down = 1, across = 1] = nodes;
  const [row, rowShare] = cell(place[0] ?? 0, down);
  const [column, columnShare] = cell(place[1] ?? 0, across);
  const nextRow = Math.min(down - 1, row + 1);
  const nextColumn = Math.min(across - 1, column + 1);
  const node = (r: number, c: number, d: number) => present(latents[(r * across + c) * dimension + d]);
  return Float32Array.from({ length: dimension }, (_, d) => {
    const above = node(row, column, d) + columnShare * (node(row, nextColumn, d) - node(row, column, d));
    const below = node(nextRow, column, d) + columnShare * (node(nextRow, nextColumn, d) - node(nextRow, column, d));
    return above + rowShare * (below - above);
  });
}

function cell(u: number, nodes: number): [number, number] {
  const position = Math.max(0, Math.min(1, u)) * (nodes - 1);
  const low = Math.min(Math.max(0, nodes - 2), Math.floor(position));
  return [low, position - low];
}
