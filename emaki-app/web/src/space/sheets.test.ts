import { describe, expect, it } from 'vitest';
import { present } from '../present';
import type { Images } from './images';
import { fill, layOut } from './sheets';

describe('sheets of images', () => {
  it('hold all 70,000 images of 28 x 28', () => {
    const layout = present(layOut(70_000, 28, 28, 1));
    expect([layout.columns, layout.rows, layout.count]).toEqual([73, 73, 14]);
  });

  it('are refused where they would not fit', () => {
    expect(layOut(10, 4000, 4000, 3)).toBeNull();
    expect(layOut(70_000, 96, 96, 3)).toBeNull();
  });

  it.each([1, 3])('have each image in its cell, %i channels', async (channels) => {
    const images = { pixels: (row: number) => Promise.resolve(new Uint8Array(1024 * 1024 * channels).fill(row + 1)) } as unknown as Images;
    const layout = present(layOut(6, 1024, 1024, channels));
    const { data } = await fill(layout, images, 6);
    expect([layout.columns, layout.rows, layout.count]).toEqual([2, 2, 2]);
    const depth = channels === 1 ? 1 : 4;
    const at = (x: number, y: number) => data[(y * 2048 + x) * depth];
    expect([at(0, 0), at(2047, 0), at(0, 1024), at(2047, 2047), at(0, 2048), at(1024, 2048)]).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
