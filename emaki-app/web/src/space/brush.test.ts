import { describe, expect, it } from 'vitest';
import { histogram, linear, scaleOf, shareBelow } from './brush';
import { quantiles } from './geometry';

const errors = Float32Array.of(0.5, 0.125, 0.25, 0.375, 8);
const sorted = Float32Array.from(errors).sort();

describe('the axis of a brush', () => {
  it('reaches from the least value to what few exceed', () => {
    const scale = scaleOf(sorted);
    expect([scale.value(0), scale.value(1)]).toEqual([0.125, 0.5]);
    expect([scale.place(0.3125), scale.place(8)]).toEqual([0.5, 1]);
  });

  it('has bars of how many values are where, outliers in the last', () => {
    expect(histogram(errors, linear(0, 1), 4)).toEqual([1, 2, 1, 1]);
  });

  it('gives shares by which the same value is found again', () => {
    for (const value of [0.125, 0.25, 0.375, 0.5, 8]) expect(quantiles(errors, shareBelow(sorted, value))).toEqual([value]);
    expect(shareBelow(sorted, 0.3)).toBe(0.5);
    expect(shareBelow(sorted, 100)).toBe(1);
  });
});
