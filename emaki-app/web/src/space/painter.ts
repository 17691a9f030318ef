import type { PerspectiveCamera } from 'three';
import type { Sheets } from './sheets';

/** All points of a space; whoever changes an array says so to the painter. */
export interface Cloud {
  /** [n, 3] */
  positions: Float32Array<ArrayBuffer>;
  /** Red, green and blue, [n, 3]. */
  tint: Uint8Array<ArrayBuffer>;
  /** HIDDEN, NORMAL or SELECTED, [n]. */
  flags: Uint8Array<ArrayBuffer>;
}

/** How points look from where the camera stands. */
export interface Look {
  /** Diameter of a point in CSS pixels, at the distance `unit`. */
  size: number;
  unit: number;
  /** Depths between which points fade. */
  nearest: number;
  farthest: number;
  /** Whether points that are not selected step back. */
  dimmed: boolean;
  /** How much of what lies behind a dot that is not selected it covers, above 0 to 1. */
  opacity: number;
  /** Red, green and blue, 0 to 255. */
  paper: readonly [number, number, number];
}

/** Puts points on a canvas. */
export interface Painter {
  readonly canvas: HTMLCanvasElement;
  /** Takes the points, or what has changed of them. */
  take(cloud: Cloud, changed: 'all' | keyof Cloud): void;
  /** The faint cloud behind, [m, 3]; null: none. */
  takePrior(positions: Float32Array<ArrayBuffer> | null): void;
  /** Images in the place of dots, point i image i of the sheets; null: dots. */
  takeSheets(sheets: Sheets | null): void;
  resize(width: number, height: number): void;
  paint(camera: PerspectiveCamera, look: Look): void;
  dispose(): void;
}

/** How far a point is mixed into the paper, by its depth in [0, 1] and whether it is selected among others that are not. */
export function fade(depth: number, selected: boolean, dimmed: boolean): number {
  const far = dimmed && !selected ? 0.84 : 0.42 * depth;
  return selected ? 0.4 * far : far;
}

/** How large points are drawn: their size times the scale, within bounds; the selected larger. */
export interface Kind {
  scale: number;
  least: number;
  most: number;
}

export const DOT: Kind = { scale: 1, least: 2, most: 64 };
export const SPRITE: Kind = { scale: 3.4, least: 6, most: 96 };
export const LARGER = 1.35;

/** Share of the paper in the prior's cloud, its grey, and the size of its points. */
export const PRIOR = { fade: 0.72, grey: 140, scale: 0.6 };
