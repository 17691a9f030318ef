import type { ImageShape } from '../api';
import { el } from '../dom';
import { present, within } from '../present';
import type { RunSource } from '../source';

const MOST_PAGES = 256;

/** A run's images, fetched by the page and kept. */
export class Images {
  private readonly pages = new Map<number, Promise<Uint8Array>>();
  readonly values: number;

  constructor(
    private readonly source: Pick<RunSource, 'images'>,
    readonly shape: ImageShape,
  ) {
    this.values = shape.height * shape.width * shape.channels;
  }

  /** The pixels of an image, uint8 [height, width, channels]. */
  async pixels(row: number): Promise<Uint8Array> {
    const page = await this.page(Math.floor(row / this.shape.page));
    const at = (row % this.shape.page) * this.values;
    return page.subarray(at, at + this.values);
  }

  private page(number: number): Promise<Uint8Array> {
    const known = this.pages.get(number);
    if (known) return known;
    const wanted = this.source.images(number);
    this.pages.set(number, wanted);
    wanted.catch(() => this.pages.delete(number));
    if (this.pages.size > MOST_PAGES) this.pages.delete(present(this.pages.keys().next().value));
    return wanted;
  }

  /** A canvas for one image. */
  canvas(label: string): HTMLCanvasElement {
    return el('canvas.image', { width: this.shape.width, height: this.shape.height, role: 'img', 'aria-label': label });
  }

  /** A canvas that shows an image as soon as it is there. */
  picture(row: number, label: string): HTMLCanvasElement {
    const canvas = this.canvas(label);
    void this.pixels(row).then(
      (pixels) => paint(canvas, this.shape, pixels),
      () => canvas.classList.add('missing'),
    );
    return canvas;
  }
}

/** Draws an image of a run onto a canvas of its size, or onto a part of a larger one. */
export function paint(canvas: HTMLCanvasElement, shape: ImageShape, pixels: Uint8Array, x = 0, y = 0): void {
  const { height, width, channels } = shape;
  const rgba = new ImageData(width, height);
  const target = rgba.data;
  for (let i = 0; i < height * width; i++) {
    for (let c = 0; c < 3; c++) target[4 * i + c] = within(pixels[i * channels + (channels === 1 ? 0 : c)]);
    target[4 * i + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(rgba, x, y);
}
