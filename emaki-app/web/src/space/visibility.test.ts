import { describe, expect, it } from 'vitest';
import { judgement } from './annotations';
import { counts } from './facets';
import { HIDDEN, NORMAL, SELECTED } from './splat';
import { initial } from './state';
import { lifted, visibility } from './visibility';

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

  it('follows what the classifier says and how sure it is, and names', () => {
    const judged = judgement(['o', 'ki'], Int32Array.of(0, 0, 1, 1), Float32Array.of(0.9, 0.6, 0.7, 0.8), space.labels);
    const said = { ...space, judged, given: { names: ['a'], codes: Int32Array.of(0, -1, -1, 0) } };
    expect([...judged.verdict]).toEqual([0, 1, 0, 2]);
    expect([...visibility(said, { ...state(), verdicts: new Set([1, 2]) }, null)]).toEqual([NORMAL, HIDDEN, NORMAL, HIDDEN]);
    expect([...visibility(said, { ...state(), predictions: new Set([1]), labels: new Set([-1]) }, null)]).toEqual([NORMAL, HIDDEN, HIDDEN, HIDDEN]);
    const sure: [number, number] = [0.65, 0.85];
    expect([...visibility(said, { ...state(), confidence: sure }, null)]).toEqual([HIDDEN, HIDDEN, NORMAL, NORMAL]);
    // Where there is no classifier, nothing is hidden by it.
    expect([...visibility(space, { ...state(), confidence: sure, verdicts: new Set([0]) }, null)]).toEqual([NORMAL, NORMAL, NORMAL, NORMAL]);
  });

  it('lifts one group above all that are shown', () => {
    expect([...lifted(Uint8Array.of(NORMAL, HIDDEN, SELECTED, NORMAL), space.labels, 1)]).toEqual([NORMAL, HIDDEN, SELECTED, NORMAL]);
    expect([...lifted(Uint8Array.of(NORMAL, NORMAL, SELECTED, NORMAL), space.labels, 0)]).toEqual([SELECTED, NORMAL, NORMAL, NORMAL]);
  });

  it('is counted by group', () => {
    const flags = visibility(space, { ...state(), splits: new Set([1]) }, null);
    expect([...counts(space.labels, (i) => flags[i] !== HIDDEN)]).toEqual([
      [-1, 1],
      [0, 1],
      [1, 1],
    ]);
  });

  it('keeps a share of the points by their error', () => {
    const errors = Float32Array.of(0.4, 0.1, 0.2, 0.3);
    const half: [number, number] = [0.5, 1];
    expect([...visibility(space, { ...state(), error: half }, errors)]).toEqual([NORMAL, HIDDEN, HIDDEN, NORMAL]);
  });
});
