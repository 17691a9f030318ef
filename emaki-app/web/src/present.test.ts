import { expect, it } from 'vitest';
import { present } from './present';

it('gives what is there, also where it is nothing much, and throws where it is not', () => {
  expect([present(0), present(''), present(false)]).toEqual([0, '', false]);
  expect(() => present([1][1])).toThrow('Expected a value, got undefined.');
  expect(() => present(null)).toThrow('got null');
});
