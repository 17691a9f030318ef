import { describe, expect, it } from 'vitest';
import { present } from '../present';
import { pack, unpack, type Step } from './drawing';

const PEN: Step = { kind: 'pen', width: 40, points: [0, 0, 511, 1023, 7, 64] };
const ERASER: Step = { kind: 'eraser', width: 8, points: [1023, 1] };
const STROKES = [PEN, ERASER];

describe('a drawing in an address', () => {
  it('comes back as it was', () => {
    expect(unpack(present(pack(STROKES)))).toEqual(STROKES);
  });

  it('forgets what was cleared', () => {
    expect(unpack(present(pack([PEN, { kind: 'clear' }, ERASER])))).toEqual([ERASER]);
    expect(pack([PEN, { kind: 'clear' }])).toBe('');
  });

  it('says where there is too much', () => {
    expect(pack(STROKES, 10)).toBeNull();
  });

  it('leaves out what is damaged', () => {
    for (const text of ['', 'p', 'pAB', 'x' + 'AB'.repeat(3), 'pAB!!AA', 'p____AAAA', 'pAAAAAA']) expect(unpack(text)).toEqual([]);
    expect(unpack(`nonsense.${pack(STROKES)}`)).toEqual(STROKES);
  });
});
