import palettes from '../../../../emaki-lab/src/main/resources/emaki/report/palette.json';
import { el } from '../dom';
import { present } from '../present';
import { told } from '../telling';
import { MARKS } from './splat';

/** Cividis (J. R. Nuñez et al., 2018), from low to high. */
const CIVIDIS = ['#00224e', '#123570', '#3b496c', '#575d6d', '#707173', '#8a8678', '#a59c74', '#c3b369', '#e1cc55', '#fee838'];

export type Rgb = readonly [number, number, number];

/**
 * Of reports too. The usual colours begin with the ten of M. A. Petroff, "Accessible Color Sequences for Data Visualization" (2021), those for
 * the colour-blind with seven of M. Okabe and K. Ito (2008). Each of the others is the one farthest from all before it, in Oklab as people
 * with two and with three kinds of cones see it (G. M. Machado et al., 2009): so the first colours are the same, however many there are.
 */
const SEQUENCES = { usual: palettes.usual.map(hex), colourBlind: palettes.colourBlind.map(hex) };

export const AGREES: Rgb = hex('#3f90da');
export const DISAGREES: Rgb = hex('#e76300');
export const UNKNOWN: Rgb = hex(palettes.none);

/** The colour of a class or cluster, of the sequence that was chosen. */
export function categorical(index: number): Rgb {
  const sequence = SEQUENCES[told().palette];
  return index < 0 ? UNKNOWN : present(sequence[index % sequence.length]);
}

/** The shape of a class or cluster, where groups have marks beside their colours; 0 is a dot. */
export function markOf(index: number): number {
  return told().marks && index > 0 ? index % MARKS : 0;
}

/** A swatch of a colour and a mark. */
export function swatch(colour: Rgb, mark = 0): HTMLElement {
  const element = el('i.swatch', { 'data-mark': mark });
  element.style.background = css(colour);
  return element;
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
