import type { Matrix4Tuple } from 'three';
import { within } from '../present';
import { DOT, HIDDEN, LARGER, SELECTED, SPRITE, type Cloud } from './splat';

/** Screen positions of points in CSS pixels, x and y in turn; NaN where a point is hidden or behind. */
export type ScreenPoints = Float32Array;

/** How points are seen. */
export interface Seen {
  /** From the space to the screen's cube, by columns. */
  matrix: Matrix4Tuple;
  width: number;
  height: number;
  /** Diameter of a point in pixels, at the distance `unit`. */
  size: number;
  unit: number;
  /** Images in the place of dots. */
  sprites: boolean;
  /** Whether the selected lie before all others. */
  dimmed: boolean;
}

/**
 * The point that is drawn at a place of the screen, the foremost where there are several; or else, of those that are within
 * reach, one that is near to it and to the eye. -1: none.
 */
export function pick({ positions, flags }: Pick<Cloud, 'positions' | 'flags'>, seen: Seen, px: number, py: number, reach: number): number {
  const { matrix: m, width, height, size, unit, sprites, dimmed } = seen;
  const kind = sprites ? SPRITE : DOT;
  let best = -1;
  let least = Infinity;
  for (let i = 0, at = 0; i < flags.length; i++, at += 3) {
    if (flags[i] === HIDDEN) continue;
    const x = within(positions[at]);
    const y = within(positions[at + 1]);
    const z = within(positions[at + 2]);
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    if (w <= 0) continue;
    const selected = flags[i] === SELECTED;
    const half = 0.5 * Math.max(kind.least, Math.min(kind.most, ((kind.scale * size * unit) / w) * (selected ? LARGER : 1)));
    const most = Math.max(reach, half);
    const dx = Math.abs(((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) * 0.5 * width - px);
    if (dx > most) continue;
    const dy = Math.abs((1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) * 0.5 * height - py);
    if (dy > most) continue;
    const away = Math.hypot(dx, dy);
    const drawn = (sprites ? Math.max(dx, dy) : away) <= half;
    if (!drawn && away > reach) continue;
    // Depths are some units at most.
    const cost = w / unit + (drawn ? (dimmed && selected ? -2000 : -1000) : (away / reach) ** 2);
    if (cost < least) {
      least = cost;
      best = i;
    }
  }
  return best;
}

/** Where all points are on the screen. */
export function projected({ positions, flags }: Pick<Cloud, 'positions' | 'flags'>, { matrix: m, width, height }: Pick<Seen, 'matrix' | 'width' | 'height'>): ScreenPoints {
  const screen = new Float32Array(2 * flags.length);
  for (let i = 0, at = 0; i < flags.length; i++, at += 3) {
    const x = within(positions[at]);
    const y = within(positions[at + 1]);
    const z = within(positions[at + 2]);
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    const seen = flags[i] !== HIDDEN && w > 0;
    screen[2 * i] = seen ? (((m[0] * x + m[4] * y + m[8] * z + m[12]) / w + 1) / 2) * width : NaN;
    screen[2 * i + 1] = seen ? ((1 - (m[1] * x + m[5] * y + m[9] * z + m[13]) / w) / 2) * height : NaN;
  }
  return screen;
}
