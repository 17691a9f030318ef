import { expect, test } from 'vitest';
import { ofMap, progress, raised } from './placing';

test('a map lies on a plane of the space', () => {
  expect([...raised(Float32Array.of(1, 2, -3, 4))]).toEqual([1, 2, 0, -3, 4, 0]);
});

test('only what a run has is said to have no place on the map', () => {
  expect(ofMap(true, true)).toMatch(/nearest to it; prior and film have no place here\.$/);
  expect(ofMap(false, true)).toMatch(/nearest to it; film has no place here\.$/);
  expect(ofMap(false, false)).toMatch(/nearest to it\.$/);
});

test('how far a map is can be read in both its stages', () => {
  expect(progress({ stage: 'NEIGHBOURS', done: 0, seconds: null }, 70_000)).toBe('Looking for the nearest neighbours of 70,000 images …');
  expect(progress({ stage: 'NEIGHBOURS', done: 0.25, seconds: 33 }, 70_000)).toBe('Looking for the nearest neighbours of 70,000 images: 25 %, about 30 s to go');
  expect(progress({ stage: 'LAYOUT', done: 0.5, seconds: 4 }, 70_000)).toBe('Laying out the map: 50 %, some seconds to go');
});
