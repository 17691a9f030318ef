import { describe, expect, it } from 'vitest';
import { format, parse } from '../address';
import { colourings, fromParams, initial, toParams, type SpaceState } from './state';

const opening = () => initial(3, true, true);

describe('the state of a space in its address', () => {
  it('is empty as a space opens', () => {
    expect(toParams(opening(), opening()).toString()).toBe('');
  });

  it('comes back whole', () => {
    const state: SpaceState = {
      ...opening(),
      colour: 'cluster',
      clustering: 'islands-2.5',
      axes: [2, 0, -1],
      size: 6.5,
      opacity: 0.35,
      names: false,
      prior: false,
      sprites: true,
      classes: new Set([1, 4]),
      clusters: new Set([0]),
      splits: new Set([2]),
      predictions: new Set([3]),
      verdicts: new Set([0]),
      labels: new Set([-1]),
      agreements: new Set([1, 2]),
      error: [0.1, 0.9],
      confidence: [0.25, 0.5],
      selected: Int32Array.of(3, 70, 71),
      isolated: true,
      pinned: 42,
      camera: [1, 2, 3, 4, 5, 6],
      probe: [0.5, -1.25, 3],
      slide: { from: 1, to: 2, at: 0.25 },
      epoch: 7.25,
    };
    const address = format({ view: 'run', name: 'a b/c', params: toParams(state, opening()) });
    const { view, name, params } = parse(address);
    expect([view, name]).toEqual(['run', 'a b/c']);
    expect(fromParams(params, opening(), 100, 3)).toEqual(state);
  });

  it('lets many points be seen through', () => {
    expect([350, 100_000, 400_000, 1_000_000].map((count) => initial(3, true, true, count).opacity)).toEqual([1, 1, 0.5, 0.3]);
  });

  it('is as at the opening where the address is damaged', () => {
    const damaged = new URLSearchParams('colour=x&axes=9,9,9&size=900&pin=1000&camera=1,2&probe=1,a,3&slide=1,5000&error=2,1&selected=***&isolated=1');
    expect(fromParams(damaged, opening(), 100, 3)).toEqual(opening());
    expect(fromParams(new URLSearchParams('axes=map'), opening(), 100, 3).axes).toEqual(opening().axes);
    expect(fromParams(new URLSearchParams('axes=map'), initial(6, true, true), 100, 6).axes).toBe('map');
    const unclustered = colourings({ labelled: true, dimension: 4 }, []);
    expect(fromParams(new URLSearchParams('colour=agreement'), opening(), 100, 3, unclustered).colour).toBe('class');
    expect(colourings({ labelled: true, dimension: 4 }, [{ matching: null }])).not.toContain('agreement');
    expect(colourings({ labelled: true, dimension: 4 }, [{ matching: [1, 0] }, { matching: null }])).toContain('agreement');
    expect(colourings({ labelled: false, dimension: 3 }, [])).toEqual(['split', 'error', 'density']);
    const judged = { judged: {}, given: null };
    expect(colourings({ labelled: true, dimension: 4 }, [], judged)).toEqual(['class', 'predicted', 'verdict', 'confidence', 'split', 'error']);
    expect(fromParams(new URLSearchParams('colour=verdict'), opening(), 100, 3, unclustered).colour).toBe('class');
    expect(parse('#/run/%E0%A4%A').name).toBe('%E0%A4%A');
  });
});
