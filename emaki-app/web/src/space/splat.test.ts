import type { Matrix4Tuple } from 'three';
import { describe, expect, it } from 'vitest';
import { present } from '../present';
import type { Sheets } from './sheets';
import { HIDDEN, isDrawn, NORMAL, packed, SELECTED, Splatter, type Look } from './splat';

const SIDE = 20;
/** Looks along -z from z = 0; what lies at z = -w is w away. The screen's edges are where |x| = w. */
const EYE: Matrix4Tuple = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0];
const LOOK: Look = { size: 4, unit: 1, nearest: 1, farthest: 3, dimmed: false, opacity: 1, share: 1, paper: [250, 250, 250] };
const PAPER = packed(250, 250, 250);
const RED = [200, 0, 0];
const BLUE = [0, 0, 200];

function draw(points: { at: number[]; tint: number[]; flag?: number; mark?: number }[], look: Partial<Look> = {}, prior: number[] | null = null, sheets: Sheets | null = null) {
  const pixels = new Uint32Array(SIDE * SIDE);
  const cloud = {
    positions: Float32Array.from(points.flatMap((p) => p.at)),
    tint: Uint8Array.from(points.flatMap((p) => p.tint)),
    flags: Uint8Array.from(points.map((p) => p.flag ?? NORMAL)),
    marks: Uint8Array.from(points.map((p) => p.mark ?? 0)),
  };
  new Splatter().draw(pixels, SIDE, SIDE, EYE, { ...LOOK, ...look }, cloud, prior && Float32Array.from(prior), sheets);
  return { at: (x: number, y: number) => present(pixels[y * SIDE + x]), inked: pixels.filter((p) => p !== PAPER).length };
}

describe('points drawn by the processor', () => {
  it('are discs where they are seen', () => {
    const { at, inked } = draw([{ at: [0, 0, -1], tint: RED }]);
    expect(inked).toBe(12); // 4 x 4 without its corners
    expect(at(10, 10)).toBe(packed(200, 0, 0));
    expect(at(8, 8)).toBe(PAPER);
    expect(at(8, 9)).toBe(packed(200, 0, 0));
  });

  it('have shapes where groups have marks', () => {
    const drawn = (mark: number) => draw([{ at: [0, 0, -1], tint: RED, mark }], { size: 12 });
    const inside = (mark: number) => [[10, 10], [5, 5], [10, 5], [5, 14], [10, 14], [5, 10]].map(([x = 0, y = 0]) => (drawn(mark).at(x, y) === PAPER ? ' ' : '#')).join('');
    expect([0, 1, 2, 3, 4, 5].map(inside)).toEqual(['# # ##', '######', '# ### ', '# # ##', '# # ##', '### # ']);
    expect(new Set([0, 1, 2, 3, 4, 5].map((mark) => drawn(mark).inked)).size).toBeGreaterThan(3);
  });

  it('are a fair share of them, and those that are selected, where not all are drawn', () => {
    const flags = Uint8Array.from({ length: 4000 }, (_, i) => (i % 200 ? NORMAL : SELECTED));
    const drawn = (share: number) => flags.map((flag, i) => Number(isDrawn(i, flag, share)));
    const count = (which: Uint8Array, begin = 0, step = 1) => which.filter((_, i) => i >= begin && (i - begin) % step === 0).reduce((sum, one) => sum + one, 0);
    expect(count(drawn(1))).toBe(4000);
    const quarter = drawn(0.25);
    // Of classes that lie one after the other, and of those that take turns.
    for (let group = 0; group < 10; group++) {
      expect(count(quarter.subarray(400 * group, 400 * (group + 1)))).toBeGreaterThan(90);
      expect(count(quarter, group, 10)).toBeGreaterThan(90);
      expect(count(quarter, group, 10)).toBeLessThan(125);
    }
    expect(count(quarter, 0, 200)).toBe(20);
    // A larger share has all that a smaller one has.
    const half = drawn(0.5);
    expect(quarter.every((one, i) => one <= (half[i] ?? 0))).toBe(true);
    const points = Array.from({ length: 400 }, (_, i) => ({ at: [0.9 - 0.09 * (i % 20), 0.9 - 0.09 * Math.floor(i / 20), -1], tint: RED }));
    expect(draw(points, { size: 1, share: 0.1 }).inked).toBeLessThan(0.5 * draw(points, { size: 1 }).inked);
  });

  it('lie right way up', () => {
    const { at } = draw([{ at: [0.5, 0.5, -1], tint: RED }]);
    expect(at(15, 5)).toBe(packed(200, 0, 0));
  });

  it('hide what is behind them, whatever their order', () => {
    for (const points of [
      [{ at: [0, 0, -1], tint: RED }, { at: [0, 0, -2], tint: BLUE }],
      [{ at: [0, 0, -2], tint: BLUE }, { at: [0, 0, -1], tint: RED }],
    ]) {
      expect(draw(points).at(10, 10)).toBe(packed(200, 0, 0));
    }
  });

  it('are seen through as much as is asked, unless they are selected', () => {
    const both = (flag: number) => draw([{ at: [0, 0, -1], tint: RED, flag }, { at: [0, 0, -3], tint: BLUE }], { opacity: 0.75, farthest: 1000 }).at(10, 10);
    // Blue over the paper, and red over both, each by three quarters.
    const behind = [0, 0, 200].map((value) => 0.75 * value + 0.25 * 250);
    const seen = [0, 8, 16].map((shift) => (both(NORMAL) >> shift) & 255);
    [200, 0, 0].forEach((value, c) => expect(Math.abs(present(seen[c]) - (0.75 * value + 0.25 * present(behind[c])))).toBeLessThan(2));
    expect(both(SELECTED)).toBe(packed(200, 0, 0));
  });

  it('fade with depth', () => {
    const far = draw([{ at: [0, 0, -3], tint: RED }]).at(10, 10) & 255;
    expect(far).toBe(Math.floor(200 + 50 * 0.42));
  });

  it('are left out when hidden, behind the eye or beside the screen', () => {
    expect(draw([{ at: [0, 0, -1], tint: RED, flag: HIDDEN }, { at: [0, 0, 1], tint: RED }, { at: [9, 0, -1], tint: RED }, { at: [NaN, 0, -1], tint: RED }]).inked).toBe(0);
  });

  it('are cut at the edges', () => {
    expect(draw([{ at: [-1, -1, -1], tint: RED }]).inked).toBe(3);
    expect(draw([{ at: [1, 1, -1], tint: RED }], { size: 20 }).inked).toBeGreaterThan(60);
  });

  it('that are selected lie before everything', () => {
    const { at } = draw([{ at: [0, 0, -2], tint: BLUE, flag: SELECTED }, { at: [0, 0, -1], tint: RED }], { dimmed: true });
    expect(at(10, 10) >>> 16).toBeGreaterThan(0xff00 + 190);
  });

  it('have the prior behind them', () => {
    const { at, inked } = draw([{ at: [0, 0, -2], tint: RED }], {}, [0, 0, -1, 0.5, 0, -1]);
    expect(at(10, 10) & 0xff00).toBeLessThan(0x8000);
    expect(inked).toBeGreaterThan(6);
  });

  it('are images where there are some', () => {
    const sheets: Sheets = { data: Uint8Array.from([10, 20, 30, 40]), width: 2, height: 2, count: 1, columns: 1, rows: 1, cellWidth: 2, cellHeight: 2, grey: true };
    const { at } = draw([{ at: [0, 0, -1], tint: RED }], {}, null, sheets);
    expect([at(5, 5), at(14, 5), at(5, 14), at(14, 14)].map((p) => p & 255)).toEqual([10, 20, 30, 40]);
    expect(at(3, 10)).toBe(packed(200, 0, 0));
  });
});
