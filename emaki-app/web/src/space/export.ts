import { present } from '../present';
import { className, numberOf, SPLITS, type Space } from './data';
import { csv } from './rows';

/** Points as a table: what `emaki` knows of each, and its latent. Without errors there is no such column. */
export function pointsCsv(space: Space, rows: Int32Array, errors: Float32Array | null): Blob {
  const k = space.shape.dimension;
  const { cluster } = space;
  const header = ['row', 'label', 'class', 'split', ...(cluster ? ['cluster'] : []), ...(errors ? ['error'] : []), ...axes(k)];
  return table(
    header,
    Array.from(rows, (row) => {
      const label = present(space.labels[row]);
      return [
        numberOf(space, row),
        label,
        className(space, label),
        present(SPLITS[present(space.split[row])]),
        ...(cluster ? [present(cluster[row])] : []),
        ...(errors ? [present(errors[row])] : []),
        ...space.latents.subarray(row * k, (row + 1) * k),
      ];
    }),
  );
}

/** Latents as a table, a line each, with something said of each before. */
export function latentsCsv(before: string[], lines: (string | number)[][], latents: ArrayLike<number>, dimension: number): Blob {
  return table(
    [...before, ...axes(dimension)],
    lines.map((line, i) => [...line, ...Array.from({ length: dimension }, (_, d) => present(latents[i * dimension + d]))]),
  );
}

export function table(header: string[], lines: (string | number)[][]): Blob {
  return new Blob([csv(header, lines)], { type: 'text/csv' });
}

function axes(dimension: number): string[] {
  return Array.from({ length: dimension }, (_, d) => `z${d + 1}`);
}
