import { within } from '../present';

/** What images can be put in order by. */
export type By = 'number' | 'class' | 'label' | 'error' | 'confidence' | 'distance';

/** Rows by a value of each, those of one value by their numbers. */
export function ordered(rows: Int32Array, values: ArrayLike<number> | null, down: boolean): Int32Array {
  const sign = down ? -1 : 1;
  return values ? rows.toSorted((a, b) => sign * (within(values[a]) - within(values[b])) || a - b) : down ? rows.toReversed() : rows;
}

/** Euclidean distances of all points to one, squared. */
export function distances(latents: Float32Array, dimension: number, row: number): Float32Array {
  const squares = new Float32Array(latents.length / dimension);
  for (let other = 0; other < squares.length; other++) {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += (within(latents[other * dimension + d]) - within(latents[row * dimension + d])) ** 2;
    squares[other] = sum;
  }
  return squares;
}
