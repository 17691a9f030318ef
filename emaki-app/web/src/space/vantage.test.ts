import { describe, expect, it } from 'vitest';
import { vantage } from './vantage';

/** Numbers that fill [0, 1) evenly. */
const even = (i: number, step: number) => (i * step) % 1;

function cloud(count: number, place: (u: number, v: number, w: number) => number[]): Float32Array {
  return new Float32Array(Array.from({ length: count }, (_, i) => place(even(i, 0.7548776662), even(i, 0.5698402909), even(i, 0.3183098862))).flat());
}

const roll = cloud(4000, (u, v) => {
  const t = 1.5 * Math.PI * (1 + 2 * u);
  return [t * Math.cos(t), 21 * v, t * Math.sin(t)];
});

describe('the view as a space opens', () => {
  it('is down the axis of a roll', () => {
    const [, y] = vantage(roll, roll, null);
    expect(y).toBeGreaterThan(0.98);
  });

  it('is where groups lie apart', () => {
    const groups = Int32Array.from({ length: 900 }, (_, i) => i % 3);
    // Three balls in a row along z.
    const balls = cloud(900, (u, v, w) => [u, v, w]).map((value, k) => value + (k % 3 === 2 ? 6 * (Math.floor(k / 3) % 3) : 0));
    const [x, y, z] = vantage(balls, balls, groups);
    expect(Math.abs(z)).toBeLessThan(0.2);
    expect(Math.hypot(x, y)).toBeGreaterThan(0.9);
  });

  it('is oblique where no other is better', () => {
    const ball = cloud(3000, (u, v, w) => {
      const length = Math.sqrt(-2 * Math.log(u || 0.5));
      return [length * Math.cos(2 * Math.PI * v), length * Math.sin(2 * Math.PI * v), Math.sqrt(-2 * Math.log(w || 0.5)) * Math.cos(40 * u)];
    });
    const [x, y, z] = vantage(ball, ball, null);
    expect([x, y, z].every((value) => value > 0.2)).toBe(true);
  });
});
