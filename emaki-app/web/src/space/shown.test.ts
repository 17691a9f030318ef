import { beforeEach, describe, expect, it } from 'vitest';
import { HIDDEN, NORMAL, SELECTED } from './splat';
import { Shown } from './shown';

/** Rows 1, 2 and 4 are validation images. */
const split = Uint8Array.of(0, 1, 1, 2, 1);
const rgb = Uint8Array.from({ length: 15 }, (_, i) => i);
const marks = Uint8Array.of(0, 1, 2, 3, 4);
const all = Float32Array.from({ length: 15 }, (_, i) => i);
const two = Float32Array.of(9, 9, 9, 8, 8, 8);

describe('what the scatter shows', () => {
  let told: Record<string, number[]>;
  let shown: Shown;

  beforeEach(() => {
    told = {};
    shown = new Shown(
      { split },
      {
        setPositions: (positions) => (told = { positions: [...positions] }),
        setColours: (colours) => (told['rgb'] = [...colours]),
        setMarks: (marks) => (told['marks'] = [...marks]),
        setFlags: (flags) => (told['flags'] = [...flags]),
      },
    );
    shown.place(all);
    shown.colour({ rgb, marks });
    shown.flag(Uint8Array.of(NORMAL, HIDDEN, SELECTED, NORMAL, NORMAL));
  });

  it('is every row, in a film the first of the validation images', () => {
    expect(told['positions']).toEqual([...all]);
    expect(shown.film(two)).toBe(true);
    expect(told).toEqual({ positions: [...two], rgb: [3, 4, 5, 6, 7, 8], marks: [1, 2], flags: [HIDDEN, SELECTED] });
    expect([...shown.rowsOf(Int32Array.of(0, 1))]).toEqual([1, 2]);
    expect([shown.pointOf(2), shown.pointOf(4), shown.rowOf(-1), shown.pointOf(-1)]).toEqual([1, -1, -1, -1]);
  });

  it('counts what is seen, filters and selection hold in a film too', () => {
    expect(shown.flag(Uint8Array.of(HIDDEN, NORMAL, NORMAL, NORMAL, NORMAL))).toEqual({ seen: 4, of: 5 });
    shown.film(two);
    expect(shown.flag(Uint8Array.of(NORMAL, NORMAL, HIDDEN, NORMAL, NORMAL))).toEqual({ seen: 1, of: 2 });
    shown.colour({ rgb: rgb.slice().reverse(), marks });
    expect(told['rgb']).toEqual([11, 10, 9, 8, 7, 6]);
  });

  it('takes colours and flags before there are points, and gives them to these', () => {
    const early: Record<string, number[]> = {};
    const late = new Shown(
      { split },
      {
        setPositions: () => {},
        setColours: (colours) => (early['rgb'] = [...colours]),
        setMarks: (given) => (early['marks'] = [...given]),
        setFlags: (flags) => (early['flags'] = [...flags]),
      },
    );
    late.colour({ rgb, marks });
    expect(late.flag(Uint8Array.of(NORMAL, HIDDEN, NORMAL, NORMAL, NORMAL))).toEqual({ seen: 4, of: 5 });
    expect(early).toEqual({});
    late.place(all);
    expect(early).toEqual({ rgb: [...rgb], marks: [...marks], flags: [NORMAL, HIDDEN, NORMAL, NORMAL, NORMAL] });
  });

  it('tells what is known of its points, as a legend counts them', () => {
    const codes = Int8Array.of(5, 6, 7, 8, -1);
    expect([...Array.from(shown.ofPoints(codes))]).toEqual([5, 6, 7, 8, -1]);
    shown.film(two);
    expect([...Array.from(shown.ofPoints(codes))]).toEqual([6, 7]);
  });

  it('is as trained again after a film, on axes that were changed meanwhile', () => {
    shown.film(two);
    expect(shown.film(two)).toBe(false);
    shown.place(all.slice().reverse());
    expect(told['positions']).toEqual([...two]);
    expect(shown.film(null)).toBe(true);
    expect(told).toEqual({ positions: [...all.slice().reverse()], rgb: [...rgb], marks: [...marks], flags: [NORMAL, HIDDEN, SELECTED, NORMAL, NORMAL] });
    expect(shown.film(null)).toBe(false);
  });
});
