import { within } from '../present';

/**
 * Numbers of 16 bits between each row's least and greatest. The bytes: those two of every row, float32; then the upper
 * byte of every number, then the lower ones, which packs better.
 */
export function dequantise(bytes: ArrayBuffer, rows: number): Float32Array<ArrayBuffer> {
  const bounds = new Float32Array(bytes, 0, 2 * rows);
  const planes = new Uint8Array(bytes, 8 * rows);
  const count = planes.length / 2;
  const width = count / rows;
  const values = new Float32Array(count);
  for (let row = 0, i = 0; row < rows; row++) {
    const low = within(bounds[2 * row]);
    const step = (within(bounds[2 * row + 1]) - low) / 65535;
    for (let end = i + width; i < end; i++) values[i] = low + step * (256 * within(planes[i]) + within(planes[count + i]));
  }
  return values;
}
