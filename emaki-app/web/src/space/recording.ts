import { applyPalette, GIFEncoder, quantize } from 'gifenc';
import { pngOf } from '../pictures';
import { present } from '../present';
import { zip } from '../zip';

/** Pictures of a film, one after another, each with how far along it is in [0, 1]. */
export interface Footage {
  count: number;
  /** Draws a picture of the film. */
  picture(at: number): Promise<HTMLCanvasElement>;
  /** Told after each; false stops. */
  goOn(done: number): boolean;
}

export const FRAME_MILLIS = 80;
const LAST_STANDS_MILLIS = 1600;

/** An animated GIF, which starts over at its end; null where it was stopped. The colours are those of the last picture. */
export async function gif(footage: Footage): Promise<Blob | null> {
  const encoder = GIFEncoder();
  const palette = quantize(rgba(await footage.picture(1)), 256);
  for (let i = 0; i < footage.count; i++) {
    const canvas = await footage.picture(share(i, footage.count));
    const delay = i === footage.count - 1 ? LAST_STANDS_MILLIS : FRAME_MILLIS;
    encoder.writeFrame(applyPalette(rgba(canvas), palette), canvas.width, canvas.height, i ? { delay } : { delay, palette, repeat: 0 });
    if (!footage.goOn(i + 1)) return null;
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

/** PNG files in a zip; null where it was stopped. */
export async function pngs(footage: Footage): Promise<Blob | null> {
  const files = [];
  for (let i = 0; i < footage.count; i++) {
    const png = await pngOf(await footage.picture(share(i, footage.count)));
    files.push({ name: `frame-${String(i + 1).padStart(4, '0')}.png`, bytes: new Uint8Array(await png.arrayBuffer()) });
    if (!footage.goOn(i + 1)) return null;
  }
  return zip(files);
}

function share(i: number, count: number): number {
  return count > 1 ? i / (count - 1) : 1;
}

function rgba(canvas: HTMLCanvasElement): Uint8ClampedArray {
  return present(canvas.getContext('2d')).getImageData(0, 0, canvas.width, canvas.height).data;
}
