import { describe, expect, it } from 'vitest';
import { HIDDEN, NORMAL } from './splat';
import { free, middles } from './names';

describe('the place of a name', () => {
  it('is amid the points that are shown, not in a hollow of theirs', () => {
    // Half of a circle, and a far point that is hidden.
    const arc = Array.from({ length: 41 }, (_, i) => [Math.cos((Math.PI * i) / 40), Math.sin((Math.PI * i) / 40), 0]);
    const positions = new Float32Array([...arc, [100, 100, 100], [5, 5, 5]].flat());
    const flags = new Uint8Array(43).fill(NORMAL);
    flags[41] = HIDDEN;
    const found = middles({ positions, flags }, (i) => (i < 42 ? 3 : -1));
    expect(found.map(({ key, count }) => [key, count])).toEqual([[3, 41]]);
    const [x = 0, y = 0] = found[0]?.at ?? [];
    expect(Math.hypot(x, y)).toBeGreaterThan(0.9);
  });

  it('covers no other name', () => {
    const taken = [{ x: 100, y: 50, width: 40 }];
    expect(free(200, 50, 40, taken)).toEqual({ x: 200, y: 50, width: 40 });
    expect(free(110, 52, 40, taken)).toEqual({ x: 110, y: 69, width: 40 });
    const crowd = [0, -1, 1, -2, 2].map((line) => ({ x: 100, y: 50 + 17 * line, width: 40 }));
    expect(free(100, 50, 40, crowd)).toBeNull();
  });
});
