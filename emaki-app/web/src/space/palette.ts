import { present } from '../present';

/**
 * Colours that people who see few can tell apart: M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021),
 * his sequence of ten.
 */
const TEN = ['#3f90da', '#ffa90e', '#bd1f01', '#94a4a2', '#832db6', '#a96b59', '#e76300', '#b9ac70', '#717581', '#92dadd'];

/** Cividis (J. R. Nuñez et al., 2018), from low to high. */
const CIVIDIS = ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'];

export type Rgb = readonly [number, number, number];

export const AGREES: Rgb = hex('#3f90da');
export const DISAGREES: Rgb = hex('#e76300');
export const UNKNOWN: Rgb = [140, 140, 140];

/** The colour of a class or cluster; beyond ten, hues a golden angle apart, lighter and darker in turn. */
export function categorical(index: number, count: number): Rgb {
  if (index < 0) return UNKNOWN;
  if (count <= TEN.length) return hex(present(TEN[index]));
  return hsl((index * 137.508) % 360, 0.62, present([0.46, 0.62, 0.34][index % 3]));
}

/** A colour of the sequence for a value in [0, 1]. */
export function sequential(value: number): Rgb {
  const at = Math.max(0, Math.min(1, value)) * (CIVIDIS.length - 1);
  const low = Math.min(CIVIDIS.length - 2, Math.floor(at));
  const from = hex(present(CIVIDIS[low]));
  const to = hex(present(CIVIDIS[low + 1]));
  const t = at - low;
  const between = (a: number, b: number) => Math.round(a + t * (b - a));
  return [between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])];
}

export const SEQUENTIAL_STOPS = CIVIDIS;

export function css(rgb: Rgb): string {
  return `rgb(${rgb.join(' ')})`;
}

function hex(text: string): Rgb {
  return [1, 3, 5].map((i) => parseInt(text.slice(i, i + 2), 16)) as unknown as Rgb;
}

function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const a = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
