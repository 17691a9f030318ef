import { expect, it } from 'vitest';
import { matched } from './matched';

it.each<[string, number[], number[], number[]]>([
  ['take the numbers of those with which they share most', [2, 2, 2, 0, 0, 1], [0, 0, 0, 1, 1, 2], [0, 0, 0, 1, 1, 2]],
  ['and the largest share comes first', [0, 0, 0, 1, 1, 1, 1], [5, 5, 5, 5, 5, 5, 5], [6, 6, 6, 5, 5, 5, 5]],
  ['come after those where there are more', [3, 0, 1, 2], [0, 0, 0, 1], [3, 0, 2, 1]],
  ['leave noise as it is', [-1, 0, 0, 1], [0, -1, 1, 0], [-1, 1, 1, 0]],
])('clusters %s', (_, cluster, reference, expected) => {
  expect([...matched(Int32Array.from(cluster), Int32Array.from(reference))]).toEqual(expected);
});
