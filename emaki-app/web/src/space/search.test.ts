import { describe, expect, it } from 'vitest';
import type { Space } from './data';
import { search, told } from './search';

const space = {
  shape: { count: 5, labelled: true },
  labels: Int32Array.of(0, 1, 1, 2, -1),
  classNames: ['su', 'tsu', '3'],
  split: new Uint8Array(5),
  cluster: Int32Array.of(3, 3, 0, 0, -1),
  clustering: { name: 'kmeans', method: 'kmeans:k=4', k: 4, matching: null, names: ['', '', '', 'stroke'] },
  judged: null,
  given: { names: ['loop'], codes: Int32Array.of(0, -1, -1, -1, 0) },
  numbers: null,
  files: ['a/one.png', 'a/two.png', 'b/one.png', 'b/3.png', 'b/su.png'],
} as unknown as Space;

const found = (words: string) => search(space, words).map((match) => [match.kind, match.name, [...match.rows()]]);

describe('what is searched for', () => {
  it('is an image by its number first, then what has that name or number', () => {
    expect(found('3')).toEqual([
      ['image', '3', [3]],
      ['class', '3', [3]],
      ['cluster', 'stroke (3)', [0, 1]],
      ['file', 'b/3.png', [3]],
    ]);
    expect(search(space, '77')).toEqual([]);
    expect(search(space, ' ')).toEqual([]);
  });

  it('is a class, a label or a cluster, the very name before others', () => {
    expect(found('SU').slice(0, 2)).toEqual([
      ['class', 'su', [0]],
      ['class', 'tsu', [1, 2]],
    ]);
    expect(found('loop')).toEqual([['label', 'loop', [0, 4]]]);
    expect(found('stroke')).toEqual([['cluster', 'stroke (3)', [0, 1]]]);
    expect(found('cluster 0')).toEqual([['cluster', 'cluster 0', [2, 3]]]);
  });

  it('is a file, or all that have it in their names', () => {
    expect(found('one')).toEqual([
      ['files', 'with “one” in their names', [0, 2]],
      ['file', 'a/one.png', [0]],
      ['file', 'b/one.png', [2]],
    ]);
    const [all, first] = search(space, 'one');
    expect([all && told(space, all), first && told(space, first)]).toEqual(['2 images', 'image 0']);
  });
});
