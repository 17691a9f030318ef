import { describe, expect, it } from 'vitest';
import { openingAxes, Projection } from './projection';

describe('a projection', () => {
  it('opens with as many dimensions as can be seen', () => {
    expect([1, 2, 3, 4].map(openingAxes)).toEqual([[0, -1, -1], [0, 1, -1], [0, 1, 2], 'principal']);
  });

  it('lays chosen dimensions on the axes', () => {
    const turned = Projection.onto([1, 0, -1], 2);
    expect([...turned.points([1, 2, 3, 4])]).toEqual([2, 1, 0, 4, 3, 0]);
    expect([turned.flat, Projection.onto([0, 1, 2], 3).flat]).toEqual([true, false]);
  });

  it('moves a latent along its axes alone', () => {
    expect(Projection.onto([3, 1, -1], 4).moved([1, 2, 3, 4], [9, 8, 7])).toEqual([1, 8, 3, 9]);
    // One dimension on two axes: it cannot stand at two places.
    expect(Projection.onto([0, 0, 1], 2).moved([1, 2], [5, 6, 7])).toEqual([6, 7]);
  });

  it('has places along principal axes, from the mean', () => {
    const s = Math.SQRT1_2;
    const mean = [1, 1, 1, 1];
    const axes = [s, s, 0, 0, s, -s, 0, 0, 0, 0, 0, 1];
    const principal = Projection.principal(Float32Array.from([...mean, ...axes]), 4);
    const latent = [3, 1, 9, 2];
    const place = principal.place(latent);
    [2 * s, 2 * s, 1].forEach((wanted, d) => expect(place[d]).toBeCloseTo(wanted, 6));
    const moved = principal.moved(latent, [place[0] + 2 * s, place[1], place[2] - 1]);
    [4, 2, 9, 1].forEach((wanted, j) => expect(moved[j]).toBeCloseTo(wanted, 5));
  });
});
