/** From ink to points. */

import { present, within } from '../present';

export interface Shape {
  points: number;
  /** How wide the whole drawing is, in units of the latent space. */
  across: number;
  dimension: 2 | 3;
  /** How far a drawing that is lifted reaches along its third axis. */
  thickness: number;
}

export const OPENING: Shape = { points: 5000, across: 20, dimension: 3, thickness: 10 };
export const MOST_POINTS = 20_000;

/**
 * Points as likely as the ink is dense, the same every time: evenly spaced along the sum of all ink, so that a curve is
 * covered more evenly than by independent draws. Empty where there is no ink.
 *
 * @param alpha ink of each pixel, row-major [side, side]
 * @returns [points, dimension], the drawing's middle at 0, its upper edge at positive y
 */
export function sample(alpha: ArrayLike<number>, side: number, shape: Shape): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(side * side);
  let total = 0;
  for (let i = 0; i < sums.length; i++) sums[i] = total += within(alpha[i]);
  if (!total) return new Float32Array();
  const random = generator(1);
  const { points, across, dimension, thickness } = shape;
  const cloud = new Float32Array(points * dimension);
  for (let i = 0, pixel = 0; i < points; i++) {
    const wanted = ((i + random()) / points) * total;
    while (pixel < sums.length - 1 && within(sums[pixel]) <= wanted) pixel++;
    cloud[i * dimension] = (((pixel % side) + random()) / side - 0.5) * across;
    cloud[i * dimension + 1] = (0.5 - (Math.floor(pixel / side) + random()) / side) * across;
    if (dimension === 3) cloud[i * dimension + 2] = (random() - 0.5) * thickness;
  }
  return cloud;
}

/** Mulberry32 (T. Ettinger): numbers in [0, 1). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A round length, 1, 2 or 5 times a power of ten, about a quarter of the drawing's width. */
export function roundLength(across: number): number {
  const about = across / 4;
  const power = 10 ** Math.floor(Math.log10(about));
  return power * present([1, 2, 5].findLast((m) => m * power <= about * 1.0001));
}
