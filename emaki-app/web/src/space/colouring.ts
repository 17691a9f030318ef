import { present, within } from '../present';
import type { Space } from './data';
import { counts, groupsOf, type Facet, type Groups } from './facets';
import { quantiles } from './geometry';
import { markOf, sequential, type Rgb } from './palette';
import { facetOf, type Colouring } from './state';

/** Points' colours, and what they mean. */
export interface Coloured {
  /** uint8 [count, 3] */
  rgb: Uint8Array;
  /** [count], the shape of each point; 0, a dot, where groups have no marks. */
  marks: Uint8Array;
  /** One entry a colour, by the group's number. */
  legend: { name: string; colour: Rgb; mark: number; count: number; key: number }[];
  /** Where colour stands for a group: which, and the group of each point. */
  by: { facet: Facet; codes: ArrayLike<number> } | null;
  /** Where colour stands for a number: from and to. */
  scale: [number, number] | null;
}

/** @param measured the errors or densities, where these are the colours */
export function colour(space: Space, by: Colouring, measured: Float32Array | null): Coloured {
  const facet = facetOf(by);
  const groups = facet && groupsOf(space, facet);
  if (groups) return grouped(facet, groups);
  const values = by === 'confidence' ? space.judged?.confidence : measured;
  return ramp(values ?? new Float32Array(space.shape.count));
}

function grouped(facet: Facet, { codes, name, colour }: Groups): Coloured {
  const sizes = counts(codes);
  const known = [...sizes.keys()];
  const colours = new Map(known.map((code) => [code, colour(code)]));
  return {
    rgb: paint(codes.length, (i) => present(colours.get(within(codes[i])))),
    marks: Uint8Array.from(codes, markOf),
    legend: known.map((code) => ({ name: name(code), colour: present(colours.get(code)), mark: markOf(code), count: present(sizes.get(code)), key: code })),
    by: { facet, codes },
    scale: null,
  };
}

/** From the 2nd to the 98th percentile: a few outliers must not take the colours away from the others. */
function ramp(values: Float32Array): Coloured {
  const [low = 0, high = 1] = quantiles(values, 0.02, 0.98);
  const reach = high - low || 1;
  const shades = Array.from({ length: 256 }, (_, i) => sequential(i / 255));
  const shade = (i: number) => Math.max(0, Math.min(255, Math.round((255 * (present(values[i]) - low)) / reach)));
  return { rgb: paint(values.length, (i) => present(shades[shade(i)])), marks: new Uint8Array(values.length), legend: [], by: null, scale: [low, high] };
}

function paint(count: number, of: (i: number) => Rgb): Uint8Array {
  const rgb = new Uint8Array(3 * count);
  for (let i = 0; i < count; i++) rgb.set(of(i), 3 * i);
  return rgb;
}
