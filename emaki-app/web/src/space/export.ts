import { present } from '../present';
import { className, numberOf, SPLITS, type Space } from './data';
import { groupsOf, type Groups } from './facets';
import { csv } from './rows';

/** Points as a table: what `emaki` knows of each, and its latent. Without errors there is no such column. */
export function pointsCsv(space: Space, rows: Int32Array, errors: Float32Array | null): Blob {
  const k = space.shape.dimension;
  const { cluster, judged, files } = space;
  const given = groupsOf(space, 'given');
  const header = ['row', ...(files ? ['file'] : []), 'label', 'class', 'split', ...(cluster ? ['cluster'] : []), ...(errors ? ['error'] : []), ...(given ? ['name'] : [])];
  if (judged) header.push('predicted', 'confidence');
  return table(
    [...header, ...axes(k)],
    Array.from(rows, (row) => {
      const label = present(space.labels[row]);
      return [
        numberOf(space, row),
        ...(files ? [present(files[row])] : []),
        label,
        className(space, label),
        present(SPLITS[present(space.split[row])]),
        ...(cluster ? [present(cluster[row])] : []),
        ...(errors ? [present(errors[row])] : []),
        ...(given ? [nameOf(given, row)] : []),
        ...(judged ? [present(judged.classes[present(judged.predicted[row])]), present(judged.confidence[row])] : []),
        ...space.latents.subarray(row * k, (row + 1) * k),
      ];
    }),
  );
}

/** Empty where nobody gave one. */
function nameOf({ codes, name }: Groups, row: number): string {
  const code = present(codes[row]);
  return code < 0 ? '' : name(code);
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
