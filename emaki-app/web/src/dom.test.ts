import { expect, it } from 'vitest';
import { numbers } from './dom';

it('tells a short latent whole, and of a long one how long it is', () => {
  expect(numbers([0.123456, -2])).toBe('0.1235, -2');
  expect(numbers(new Float32Array(256))).toMatch(/^(0, ){16}… \(256 numbers\)$/);
});
