import { present } from '../present';
import { className, clusterName, SPLITS, type Space } from './data';
import { quantiles } from './geometry';
import { AGREES, categorical, DISAGREES, sequential, UNKNOWN, type Rgb } from './palette';
import type { Colouring } from './state';

/** Points' colours, and what they mean. */
export interface Coloured {
  /** uint8 [count, 3] */
  rgb: Uint8Array;
  /** One entry a colour; a key where points can be shown and hidden by it. */
  legend: { name: string; colour: Rgb; count: number; key: number | null }[];
  /** Where colour stands for a number: from and to. */
  scale: [number, number] | null;
}

export function colour(space: Space, by: Colouring, errors: Float32Array | null): Coloured {
  switch (by) {
    case 'class':
      return groups(space.labels, space.classNames.length, (label) => className(space, label));
    case 'cluster':
      return groups(space.cluster ?? space.labels, space.clustering?.k ?? 0, (cluster) => clusterName(space, cluster));
    case 'split':
      return groups(Int32Array.from(space.split), SPLITS.length, (code) => present(SPLITS[code]));
    case 'agreement':
      return agreement(space);
    case 'error':
      return ramp(errors ?? new Float32Array(space.shape.count));
  }
}

function groups(codes: Int32Array, count: number, name: (code: number) => string): Coloured {
  const sizes = new Map<number, number>();
  for (const code of codes) sizes.set(code, (sizes.get(code) ?? 0) + 1);
  const known = [...sizes.keys()].sort((a, b) => a - b);
  const total = Math.max(count, (known.at(-1) ?? 0) + 1);
  const colours = new Map(known.map((code) => [code, categorical(code, total)]));
  return {
    rgb: paint(codes.length, (i) => present(colours.get(present(codes[i])))),
    legend: known.map((code) => ({ name: name(code), colour: present(colours.get(code)), count: present(sizes.get(code)), key: code })),
    scale: null,
  };
}

function agreement(space: Space): Coloured {
  const { labels, cluster } = space;
  const matching = space.clustering?.matching ?? [];
  const kinds = [
    { name: 'class matches its cluster', colour: AGREES, count: 0, key: null },
    { name: 'another class', colour: DISAGREES, count: 0, key: null },
    { name: 'no label', colour: UNKNOWN, count: 0, key: null },
  ];
  const kind = (i: number) => (present(labels[i]) < 0 || !cluster ? 2 : present(cluster[i]) >= 0 && matching[present(labels[i])] === cluster[i] ? 0 : 1);
  const rgb = paint(labels.length, (i) => {
    const entry = present(kinds[kind(i)]);
    entry.count++;
    return entry.colour;
  });
  return { rgb, legend: kinds.filter((entry) => entry.count), scale: null };
}

/** From the 2nd to the 98th percentile: a few outliers must not take the colours away from the others. */
function ramp(values: Float32Array): Coloured {
  const [low = 0, high = 1] = quantiles(values, 0.02, 0.98);
  const reach = high - low || 1;
  const shades = Array.from({ length: 256 }, (_, i) => sequential(i / 255));
  const shade = (i: number) => Math.max(0, Math.min(255, Math.round((255 * (present(values[i]) - low)) / reach)));
  return { rgb: paint(values.length, (i) => present(shades[shade(i)])), legend: [], scale: [low, high] };
}

function paint(count: number, of: (i: number) => Rgb): Uint8Array {
  const rgb = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++) rgb.set(of(i), 3 * i);
  return rgb;
}
