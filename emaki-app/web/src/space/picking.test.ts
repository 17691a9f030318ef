import { describe, expect, it } from 'vitest';
import { HIDDEN, NORMAL, SELECTED } from './splat';
import { pick, type Seen } from './picking';

/** The screen is 100 x 100, the space as large; z is how far away a point is. */
const seen: Seen = {
  // w = z; x / w and y / w are given as such below.
  matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0],
  width: 100,
  height: 100,
  size: 10,
  unit: 1,
  sprites: false,
  dimmed: false,
};

/** Points by where they are on the screen, and how far away. */
function cloud(points: [number, number, number][], flags = points.map(() => NORMAL)) {
  return {
    positions: Float32Array.from(points.flatMap(([x, y, w]) => [((2 * x) / 100 - 1) * w, (1 - (2 * y) / 100) * w, w])),
    tint: new Uint8Array(),
    flags: Uint8Array.from(flags),
  };
}

describe('the point under the pointer', () => {
  it('is the foremost that is drawn there', () => {
    const three = cloud([[50, 50, 1.5], [52, 50, 1], [56, 50, 0.9]]);
    expect(pick(three, seen, 50, 50, 9)).toBe(1);
    expect(pick(three, seen, 57, 50, 9)).toBe(2);
    expect(pick(cloud([[50, 50, 1.5], [52, 50, 1]], [NORMAL, HIDDEN]), seen, 50, 50, 9)).toBe(0);
  });

  it('is near where none is drawn there, or none', () => {
    expect(pick(cloud([[40, 50, 1], [58, 50, 1]]), { ...seen, size: 2 }, 50, 50, 9)).toBe(1);
    expect(pick(cloud([[40, 50, 1]]), { ...seen, size: 2 }, 50, 50, 9)).toBe(-1);
  });

  it('is of the selected where those lie before all others', () => {
    const two = cloud([[50, 50, 1], [52, 50, 2]], [NORMAL, SELECTED]);
    expect(pick(two, { ...seen, dimmed: true }, 51, 50, 9)).toBe(1);
    expect(pick(two, seen, 51, 50, 9)).toBe(0);
  });

  it('is an image as large as it is drawn, to its corners', () => {
    const one = cloud([[50, 50, 1]]);
    expect(pick(one, { ...seen, sprites: true }, 65, 65, 9)).toBe(0);
    expect(pick(one, { ...seen, sprites: true }, 68, 50, 9)).toBe(-1);
    expect(pick(one, seen, 65, 65, 9)).toBe(-1);
  });
});
