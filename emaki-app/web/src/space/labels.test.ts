import { describe, expect, it } from 'vitest';
import { renamed, renumbered } from './annotations';

describe('names of images', () => {
  it('are numbered by letters, and what is hidden stays so', () => {
    const before = renamed(null, 4, [{ name: 'ki', rows: [0, 2] }, { name: 'su', rows: [2] }]);
    expect(before).toEqual({ names: ['ki', 'su'], codes: Int32Array.of(0, -1, 1, -1) });
    const now = renamed(before, 4, [{ name: 'a', rows: [3] }, { name: '', rows: [0] }]);
    expect(now).toEqual({ names: ['a', 'su'], codes: Int32Array.of(-1, -1, 1, 0) });
    expect(renumbered(new Set([-1, 0, 1]), before, now)).toEqual(new Set([-1, 1]));
    expect(renamed(now, 4, [{ name: '', rows: [0, 1, 2, 3] }])).toBeNull();
  });
});
