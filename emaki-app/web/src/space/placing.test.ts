import { expect, test } from 'vitest';
import { raised } from './placing';

test('a map lies on a plane of the space', () => {
  expect([...raised(Float32Array.of(1, 2, -3, 4))]).toEqual([1, 2, 0, -3, 4, 0]);
});
