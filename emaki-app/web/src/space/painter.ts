import type { PerspectiveCamera } from 'three';
import type { Sheets } from './sheets';
import type { Cloud, Look } from './splat';

export type { Cloud, Look };

/** Puts points on a canvas. */
export interface Painter {
  readonly canvas: HTMLCanvasElement;
  /** Takes the points, or what has changed of them: whoever changes an array says so. */
  take(cloud: Cloud, changed: 'all' | keyof Cloud): void;
  /** The faint cloud behind, [m, 3]; null: none. */
  takePrior(positions: Float32Array<ArrayBuffer> | null): void;
  /** Images in the place of dots, point i image i of the sheets; null: dots. */
  takeSheets(sheets: Sheets | null): void;
  resize(width: number, height: number): void;
  paint(camera: PerspectiveCamera, look: Look): void;
  dispose(): void;
}
