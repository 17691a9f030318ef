import { expect, it } from 'vitest';
import { togo } from './togo';

it.each([
  [[], 30, ''],
  [[9], 1, ''],
  [[60, 1, 1, 1], 8, 'some seconds to go at most'],
  [[2.1, 1.9, 2], 30, 'about 50 s to go at most'],
  [[12, 12], 52, 'about 10 min to go at most'],
  [[360], 31, 'about 3.0 h to go at most'],
])('judges from epochs of %j s, of %d at most: %s', (seconds, most, words) => {
  expect(togo(seconds, most)).toBe(words);
});
