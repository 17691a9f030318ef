import { numeric, type Row } from '../runs/table';

/** Figures of which more is better. Of what is measured of the prior's own points, the floor, nothing is. */
const HIGHER = /^(accuracy|classifier\.accuracy|cluster\.(accuracy|nmi|ari|purity|silhouette|stability))\.|^fit\.(train|test)\.coverage$/;

/** Figures of which less is better: a two-sample accuracy of a half is that of points that cannot be told apart, and what is worse lies above. */
const LOWER = /^(reconstruction_mse\.|divergence\.(train|validation|test)$|fit\.(train|test)\.(two_sample_accuracy|off|sliced_distance)$)/;

/** What must be the same for figures to be of the same thing. */
const SAME: [RegExp, string[]][] = [
  [/./, ['dataset.source', 'spec.resize']],
  [/^divergence\./, ['divergence.name', 'spec.prior', 'spec.sigma']],
  [/^fit\..*\.(off|sliced_distance)$/, ['spec.prior']],
];

/** The rows whose figure is the best; none where it is no matter of better and worse, is of other things, or is the same for all. */
export function best(column: string, rows: Row[]): Set<Row> {
  const up = HIGHER.test(column);
  if (!up && !LOWER.test(column)) return new Set();
  const known = rows.map((row) => [row, numeric(row.fields.get(column) ?? null)] as const).filter((pair): pair is readonly [Row, number] => pair[1] !== null);
  const alike = SAME.filter(([of]) => of.test(column)).every(([, fields]) => fields.every((field) => new Set(known.map(([row]) => row.fields.get(field) ?? null)).size === 1));
  const values = known.map(([, value]) => value);
  const most = up ? Math.max(...values) : Math.min(...values);
  const winners = known.filter(([, value]) => value === most).map(([row]) => row);
  return new Set(alike && winners.length < known.length ? winners : []);
}
