import { describe, expect, it } from 'vitest';
import { present } from '../present';
import { extent, inside, nearest, quantiles } from './geometry';

describe('geometry', () => {
  it('finds what a lasso holds, a notch and hidden points apart', () => {
    const notched = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
      { x: 5, y: 5 },
      { x: 10, y: 10 },
      { x: 0, y: 10 },
    ];
    const screen = Float32Array.of(2, 5, 9, 5, NaN, NaN, 8, 1, -1, 5);
    expect([...inside(screen, notched)]).toEqual([0, 3]);
    expect([...inside(screen, notched.slice(0, 2))]).toEqual([]);
  });

  it('finds the nearest points as a full search does', () => {
    let seed = 1;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const latents = Float32Array.from({ length: 3 * 200 }, random);
    const point = latents.slice(30, 33);
    const all = Array.from({ length: 200 }, (_, row) => ({
      row,
      distance: Math.hypot(...[0, 1, 2].map((d) => present(latents[3 * row + d]) - present(point[d]))),
    }))
      .filter(({ row }) => row !== 10)
      .sort((a, b) => a.distance - b.distance);
    expect(nearest(latents, 3, point, 12, 10).map(({ row }) => row)).toEqual(all.slice(0, 12).map(({ row }) => row));
  });

  it('knows how far points reach, those that are hidden apart', () => {
    const places = Float32Array.of(1, 0, 0, 3, 0, 0, 2, 1, 0, 2, -1, 0, 90, 90, 90);
    expect(extent(places, (i) => i === 4)).toEqual({ centre: [2, 0, 0], radius: 1 });
    expect(extent(places, () => true)).toBeNull();
    expect(extent(Float32Array.of(4, 5, 6))).toEqual({ centre: [4, 5, 6], radius: 1 });
  });

  it('knows quantiles', () => {
    expect(quantiles(Float32Array.of(5, 1, 3, 2, 4), 0, 0.5, 1)).toEqual([1, 3, 5]);
  });
});
