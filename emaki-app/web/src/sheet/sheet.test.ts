import { describe, expect, it } from 'vitest';
import { distances, ordered } from './order';
import { Picks } from './picks';

describe('images in an order', () => {
  it('go by a value, then by number, up or down', () => {
    const rows = Int32Array.of(0, 1, 2, 4);
    const values = [3, 1, 3, 9, 0];
    expect([...ordered(rows, values, false)]).toEqual([4, 1, 0, 2]);
    expect([...ordered(rows, values, true)]).toEqual([0, 2, 1, 4]);
    expect([...ordered(rows, null, true)]).toEqual([4, 2, 1, 0]);
    expect([...distances(Float32Array.of(0, 0, 3, 4, 1, 0), 2, 0)]).toEqual([0, 25, 1]);
  });

  it('are picked as files are', () => {
    const picks = new Picks(Int32Array.of(9, 7, 5, 3, 1));
    picks.pick(1);
    picks.pick(3, { range: true });
    expect([...picks.picked]).toEqual([3, 5, 7]);
    picks.pick(2, { more: true });
    picks.pick(0, { more: true });
    expect([...picks.picked]).toEqual([3, 7, 9]);
    picks.reorder(Int32Array.of(1, 3, 9));
    expect([...picks.picked]).toEqual([3, 9]);
    expect(picks.at).toBe(2);
    picks.go(-5);
    expect(picks.at).toBe(0);
    picks.pick(0);
    expect([...picks.picked]).toEqual([1]);
  });
});
