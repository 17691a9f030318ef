import { describe, expect, it } from 'vitest';
import { HIDDEN, NORMAL, SELECTED } from './flags';
import { initial } from './state';
import { visibility } from './visibility';

const space = {
  labels: Int32Array.of(0, 1, 1, -1),
  split: Uint8Array.of(0, 0, 1, 2),
  cluster: Int32Array.of(5, 5, 6, 6),
};
const state = () => initial(3, true, true);

describe('what is drawn', () => {
  it('is everything at first', () => {
    expect([...visibility(space, state(), null)]).toEqual([NORMAL, NORMAL, NORMAL, NORMAL]);
  });

  it('follows class, split and cluster, the selection included', () => {
    const filtered = { ...state(), classes: new Set([-1]), splits: new Set([1]), selected: Int32Array.of(1, 2) };
    expect([...visibility(space, filtered, null)]).toEqual([NORMAL, SELECTED, HIDDEN, HIDDEN]);
    expect([...visibility(space, { ...state(), clusters: new Set([5]) }, null)]).toEqual([HIDDEN, HIDDEN, NORMAL, NORMAL]);
  });

  it('is the selection alone where it is isolated', () => {
    const isolated = { ...state(), selected: Int32Array.of(3), isolated: true };
    expect([...visibility(space, isolated, null)]).toEqual([HIDDEN, HIDDEN, HIDDEN, NORMAL]);
  });

  it('keeps a share of the points by their error', () => {
    const errors = Float32Array.of(0.4, 0.1, 0.2, 0.3);
    const half: [number, number] = [0.5, 1];
    expect([...visibility(space, { ...state(), error: half }, errors)]).toEqual([NORMAL, HIDDEN, HIDDEN, NORMAL]);
  });
});
