import { expect, it } from 'vitest';
import { beside } from './tip';

it('stands beside the pointer, within its frame', () => {
  expect(beside(100, 100, 200, 90, 800, 600)).toEqual({ left: 118, top: 76 });
  expect(beside(700, 100, 200, 90, 800, 600)).toEqual({ left: 482, top: 76 });
  expect(beside(100, 590, 200, 90, 800, 600)).toEqual({ left: 118, top: 502 });
  expect(beside(180, 3, 250, 90, 360, 600)).toEqual({ left: 8, top: 8 });
});
