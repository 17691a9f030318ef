import { describe, expect, it } from 'vitest';
import { colour } from './colouring';
import type { Space } from './data';
import { AGREES, DISAGREES, UNKNOWN } from './palette';

/** Four points of two classes; one of each is noise. No cluster was matched to class 1. */
const space = {
  labels: Int32Array.of(0, 0, 1, 1),
  cluster: Int32Array.of(0, -1, 0, -1),
  clustering: { name: 'islands', method: 'islands', k: 1, matching: [0, -1] },
} as unknown as Space;

describe('colours of clusters with noise', () => {
  it('are grey for noise, which has a name', () => {
    const { legend, rgb } = colour(space, 'cluster', null);
    expect(legend.map(({ name, count, key }) => [name, count, key])).toEqual([
      ['noise', 2, -1],
      ['cluster 0', 2, 0],
    ]);
    expect([...rgb.slice(3, 6)]).toEqual([...UNKNOWN]);
  });

  it('never say that noise matches a class, though -1 stands for no cluster too', () => {
    const { rgb } = colour(space, 'agreement', null);
    const colours = [0, 3, 6, 9].map((at) => [...rgb.slice(at, at + 3)]);
    expect(colours).toEqual([AGREES, DISAGREES, DISAGREES, DISAGREES].map((rgb) => [...rgb]));
  });
});
