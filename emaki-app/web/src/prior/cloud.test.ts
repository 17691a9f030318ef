import { describe, expect, it } from 'vitest';
import { roundLength, sample } from './cloud';

const SHAPE = { points: 4000, across: 8, dimension: 2 as const, thickness: 6 };

describe('points of a drawing', () => {
  it('lie where the ink is, in units, y upwards', () => {
    const alpha = new Uint8Array(16);
    alpha[1] = 255; // the upper row's second pixel of 4 x 4
    const cloud = sample(alpha, 4, SHAPE);
    for (let i = 0; i < cloud.length; i += 2) {
      expect(cloud[i]).toBeGreaterThanOrEqual(-2);
      expect(cloud[i]).toBeLessThanOrEqual(0);
      expect(cloud[i + 1]).toBeGreaterThanOrEqual(2);
      expect(cloud[i + 1]).toBeLessThanOrEqual(4);
    }
  });

  it('are as many as the ink is dense', () => {
    const cloud = sample([255, 0, 0, 85], 2, SHAPE);
    const left = cloud.filter((_, i) => i % 2 === 0).filter((x) => x < 0).length;
    expect(left).toBe(3000);
  });

  it('are lifted evenly', () => {
    const cloud = sample([1, 1, 1, 1], 2, { ...SHAPE, dimension: 3 });
    const z = cloud.filter((_, i) => i % 3 === 2);
    expect(Math.min(...z)).toBeGreaterThanOrEqual(-3);
    expect(Math.max(...z)).toBeLessThanOrEqual(3);
    expect(Math.max(...z)).toBeGreaterThan(2.9);
    expect(Math.abs(z.reduce((a, b) => a + b) / z.length)).toBeLessThan(0.15);
  });

  it('are the same every time, and none without ink', () => {
    expect(sample([1, 2, 3, 4], 2, SHAPE)).toEqual(sample([1, 2, 3, 4], 2, SHAPE));
    expect(sample([0, 0, 0, 0], 2, SHAPE)).toHaveLength(0);
  });
});

it('round lengths', () => {
  expect([20, 40, 8, 1, 0.5, 100].map(roundLength)).toEqual([5, 10, 2, 0.2, 0.1, 20]);
});
