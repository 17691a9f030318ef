import { describe, expect, it } from 'vitest';
import { pack, unpack, type Step } from './drawing';

const STROKES: Step[] = [
  { kind: 'pen', width: 40, points: [0, 0, 511, 1023, 7, 64] },
  { kind: 'eraser', width: 8, points: [1023, 1] },
];

describe('a drawing in an address', () => {
  it('comes back as it was', () => {
    expect(unpack(pack(STROKES)!)).toEqual(STROKES);
  });

  it('forgets what was cleared', () => {
    expect(unpack(pack([STROKES[0]!, { kind: 'clear' }, STROKES[1]!])!)).toEqual([STROKES[1]]);
    expect(pack([STROKES[0]!, { kind: 'clear' }])).toBe('');
  });

  it('says where there is too much', () => {
    expect(pack(STROKES, 10)).toBeNull();
  });

  it('leaves out what is damaged', () => {
    for (const text of ['', 'p', 'pAB', 'x' + 'AB'.repeat(3), 'pAB!!AA', 'p____AAAA', 'pAAAAAA']) expect(unpack(text)).toEqual([]);
    expect(unpack('nonsense.' + pack(STROKES))).toEqual(STROKES);
  });
});
