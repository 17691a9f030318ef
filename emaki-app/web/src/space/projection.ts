import { present, within } from '../present';

/** `principal`, or the dimensions on the three axes; -1: nothing on it. */
export type Projected = 'principal' | number[];

/** `map`: no projection, but the neighbour map. */
export type Axes = Projected | 'map';

/** How a space opens: what can be seen whole is never projected. */
export function openingAxes(dimension: number): Projected {
  return dimension > 3 ? 'principal' : [0, dimension > 1 ? 1 : -1, dimension > 2 ? 2 : -1];
}

/** Puts latents on the three axes of what is seen: rows times (latent - centre). The rows are unit vectors, or nothing. */
export class Projection {
  private constructor(
    private readonly dimension: number,
    private readonly centre: Float32Array,
    /** [3, dimension] */
    private readonly rows: Float32Array,
    /** Whether nothing is on the third axis. */
    readonly flat: boolean,
  ) {}

  static onto(axes: readonly number[], dimension: number): Projection {
    const rows = new Float32Array(3 * dimension);
    axes.forEach((axis, d) => axis >= 0 && (rows[d * dimension + axis] = 1));
    return new Projection(dimension, new Float32Array(dimension), rows, axes[2] === -1);
  }

  /** @param meanAndAxes [1 + 3, dimension] */
  static principal(meanAndAxes: Float32Array, dimension: number): Projection {
    return new Projection(dimension, meanAndAxes.subarray(0, dimension), meanAndAxes.subarray(dimension, 4 * dimension), false);
  }

  /** Latents, [n, dimension], as points, [n, 3]. */
  points(latents: ArrayLike<number>): Float32Array<ArrayBuffer> {
    const { dimension: k, rows, centre } = this;
    const n = latents.length / k;
    const points = new Float32Array(3 * n);
    for (let i = 0; i < n; i++) {
      for (let d = 0; d < 3; d++) {
        let sum = 0;
        for (let j = 0; j < k; j++) sum += within(rows[d * k + j]) * (within(latents[i * k + j]) - within(centre[j]));
        points[3 * i + d] = sum;
      }
    }
    return points;
  }

  place(latent: ArrayLike<number>): [number, number, number] {
    return [...this.points(latent)] as [number, number, number];
  }

  /** A latent moved along the axes so that it stands at a place; in all other directions it stays. */
  moved(latent: readonly number[], to: readonly number[]): number[] {
    const moved = [...latent];
    for (let d = 0; d < 3; d++) {
      const row = this.rows.subarray(d * this.dimension, (d + 1) * this.dimension);
      const at = moved.reduce((sum, z, j) => sum + present(row[j]) * (z - present(this.centre[j])), 0);
      const away = present(to[d]) - at;
      row.forEach((share, j) => (moved[j] = present(moved[j]) + share * away));
    }
    return moved;
  }
}
