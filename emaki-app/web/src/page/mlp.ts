import { within } from '../present';

/** A fully connected layer, y = activation(x W^T + b). */
export interface Layer {
  /** [outputs, inputs] */
  weight: Float32Array;
  /** [outputs] */
  bias: Float32Array;
  activation: Activation;
}

export type Activation = 'linear' | 'tanh' | 'relu' | 'sigmoid';

const ACTIVATIONS: Partial<Record<Activation, (x: number) => number>> = {
  linear: (x) => x,
  tanh: Math.tanh,
  relu: (x) => (x > 0 ? x : 0),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

/** Rows [n, inputs of the first layer] to rows [n, outputs of the last]. */
export function forward(layers: readonly Layer[], rows: Float32Array): Float32Array {
  return layers.reduce(through, rows);
}

function through(x: Float32Array, { weight, bias, activation }: Layer): Float32Array {
  const outputs = bias.length;
  const inputs = weight.length / outputs;
  const n = x.length / inputs;
  const apply = ACTIVATIONS[activation];
  if (!apply) throw new Error(`Expected one of ${Object.keys(ACTIVATIONS).join(', ')}, got ${activation}.`);
  const y = new Float32Array(n * outputs);
  const even = inputs - (inputs % 4);
  for (let row = 0; row < n; row++) {
    const from = row * inputs;
    for (let o = 0, w = 0; o < outputs; o++) {
      // Four sums at a time: each waits for its own addition only.
      let [a, b, c, d] = [0, 0, 0, 0];
      let i = from;
      for (const end = from + even; i < end; i += 4, w += 4) {
        a += within(weight[w]) * within(x[i]);
        b += within(weight[w + 1]) * within(x[i + 1]);
        c += within(weight[w + 2]) * within(x[i + 2]);
        d += within(weight[w + 3]) * within(x[i + 3]);
      }
      for (const end = from + inputs; i < end; i++, w++) a += within(weight[w]) * within(x[i]);
      y[row * outputs + o] = apply(a + b + c + d + within(bias[o]));
    }
  }
  return y;
}

/** Values in [0, 1] as a screen has them. */
export function pixels(values: Float32Array): Uint8Array {
  return Uint8Array.from(values, (v) => Math.round(255 * Math.max(0, Math.min(1, v))));
}
