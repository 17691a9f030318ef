import type { PerspectiveCamera } from 'three';
import { el } from '../dom';
import { present } from '../present';
import type { Cloud, Look, Painter } from './painter';
import type { Sheets } from './sheets';
import { Splatter } from './splat';

const NOTHING: Cloud = { positions: new Float32Array(), tint: new Uint8Array(), flags: new Uint8Array(), marks: new Uint8Array() };

/** By the processor: for machines without a graphics processor. A pixel of the page is one of the canvas. */
export class CpuPainter implements Painter {
  readonly canvas = el('canvas');
  // Not one that is read often: a browser would keep it in its own memory and hand over each frame anew, which takes twice as long.
  private readonly context = present(this.canvas.getContext('2d', { alpha: false }));
  private readonly splatter = new Splatter();
  private image = new ImageData(1, 1);
  private cloud: Cloud = NOTHING;
  private prior: Float32Array | null = null;
  private sheets: Sheets | null = null;

  take(cloud: Cloud): void {
    this.cloud = cloud;
  }

  takePrior(positions: Float32Array<ArrayBuffer> | null): void {
    this.prior = positions;
  }

  takeSheets(sheets: Sheets | null): void {
    this.sheets = sheets;
  }

  resize(width: number, height: number): void {
    this.canvas.width = width;
    this.canvas.height = height;
    this.image = new ImageData(width, height);
  }

  paint(camera: PerspectiveCamera, look: Look): void {
    const { width, height, data } = this.image;
    const matrix = camera.projectionMatrix.clone().multiply(camera.matrixWorldInverse).elements;
    const pixels = new Uint32Array(data.buffer);
    this.splatter.draw(pixels, width, height, matrix, look, this.cloud, this.prior, this.sheets);
    this.context.putImageData(this.image, 0, 0);
  }

  dispose(): void {
    this.cloud = NOTHING;
    this.prior = this.sheets = null;
  }
}
