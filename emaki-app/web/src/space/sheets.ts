import { within } from '../present';
import type { Images } from './images';

const SIDE = 2048;
const MOST_BYTES = 512 << 20;

/** All images of a run on as many sheets as they need, for the graphics processor. */
export interface Sheets {
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  count: number;
  columns: number;
  rows: number;
  cellWidth: number;
  cellHeight: number;
  grey: boolean;
}

/** How sheets are laid out; null where the images are too many or too large to be drawn all at once. */
export function layOut(count: number, width: number, height: number, channels: number): Omit<Sheets, 'data'> | null {
  const columns = Math.min(count, Math.floor(SIDE / width));
  const rows = Math.min(Math.ceil(count / Math.max(1, columns)), Math.floor(SIDE / height));
  if (columns < 1 || rows < 1) return null;
  const sheets = Math.ceil(count / (columns * rows));
  const layout = { width: columns * width, height: rows * height, count: sheets, columns, rows, cellWidth: width, cellHeight: height, grey: channels === 1 };
  const bytes = layout.width * layout.height * sheets * (channels === 1 ? 1 : 4);
  return bytes > MOST_BYTES || sheets > 256 ? null : layout;
}

/** Fetches every image. */
export async function fill(layout: Omit<Sheets, 'data'>, images: Images, count: number): Promise<Sheets> {
  const { width, height, columns, rows, cellWidth, cellHeight, grey } = layout;
  const depth = grey ? 1 : 4;
  const data = new Uint8Array(width * height * layout.count * depth);
  for (let row = 0; row < count; row++) {
    const pixels = await images.pixels(row);
    const place = row % (columns * rows);
    const left = (place % columns) * cellWidth;
    const top = Math.floor(row / (columns * rows)) * height + Math.floor(place / columns) * cellHeight;
    for (let y = 0; y < cellHeight; y++) {
      const to = ((top + y) * width + left) * depth;
      if (grey) data.set(pixels.subarray(y * cellWidth, (y + 1) * cellWidth), to);
      else {
        for (let x = 0; x < cellWidth; x++) {
          for (let c = 0; c < 3; c++) data[to + 4 * x + c] = within(pixels[3 * (y * cellWidth + x) + c]);
        }
      }
    }
  }
  return { ...layout, data };
}
