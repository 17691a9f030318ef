import { describe, expect, it } from 'vitest';
import { cells } from '../space/chart';
import { at } from './chart';
import { forward, pixels, type Layer } from './mlp';
import { dequantise } from './quantised';

describe('a decoder', () => {
  it('is computed layer by layer', () => {
    const layers: Layer[] = [
      { weight: Float32Array.from([1, 2, 3, 4, 5, -1, 0, 0, 0, 0]), bias: Float32Array.from([0.5, -1]), activation: 'relu' },
      { weight: Float32Array.from([0.1, 1]), bias: Float32Array.from([0]), activation: 'sigmoid' },
    ];
    const out = forward(layers, Float32Array.from([1, 1, 1, 1, 1, 0, 0, 0, 0, -1]));
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    expect(out[0]).toBeCloseTo(sigmoid(1.55), 6);
    expect(out[1]).toBeCloseTo(sigmoid(0), 6); // -4.5 and -1: both rectified
    expect([...pixels(Float32Array.from([-1, 0.5, 2]))]).toEqual([0, 128, 255]);
  });

  it.each(['linear', 'tanh', 'relu', 'sigmoid'] as const)('knows %s', (activation) => {
    const y = forward([{ weight: Float32Array.from([1]), bias: Float32Array.from([0]), activation }], Float32Array.from([-0.7]))[0];
    expect(y).toBeCloseTo({ linear: -0.7, tanh: Math.tanh(-0.7), relu: 0, sigmoid: 1 / (1 + Math.exp(0.7)) }[activation], 6);
  });

  it('refuses what it does not know', () => {
    expect(() => forward([{ weight: new Float32Array(1), bias: new Float32Array(1), activation: 'gelu' as never }], new Float32Array(1))).toThrow('gelu');
  });
});

describe('a chart', () => {
  it('is interpolated between its nodes', () => {
    const grid = { latents: Float32Array.from([0, 0, 0, 10, 4, 0, 4, 10]), nodes: [2, 2], dimension: 2 };
    expect([...at(grid, [0.5, 0.25])]).toEqual([2, 2.5]);
    expect([...at(grid, [1, 1])]).toEqual([4, 10]);
    expect([...at(grid, [-3, 7])]).toEqual([0, 10]);
    expect([...at({ latents: Float32Array.from([0, 5, 6]), nodes: [3], dimension: 1 }, [0.75])]).toEqual([5.5]);
  });

  it('has its cells where the server has them', () => {
    expect(cells(2, 2, 3)[1]).toEqual([0.25, 0.75, 0.5]);
    expect(cells(2, 2, 1).flat()).toEqual([0.125, 0.375, 0.625, 0.875]);
  });
});

describe('numbers of 16 bits', () => {
  it('lie between their row\'s ends', () => {
    const bytes = new ArrayBuffer(2 * 8 + 8);
    new Float32Array(bytes, 0, 4).set([0, 65535, -1, -1]);
    new Uint8Array(bytes, 16).set([1, 0xff, 7, 7, 2, 0xff, 7, 7]);
    expect([...dequantise(bytes, 2)]).toEqual([258, 65535, -1, -1]);
  });
});
