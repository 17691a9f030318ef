/** A drawing as the steps that made it, so that a step can be taken back and an address can hold all of them. */

import { present, within } from '../present';

/** Coordinates run from 0 to GRID, over the whole width and the whole height. */
export const GRID = 1023;

export interface Stroke {
  kind: 'pen' | 'eraser';
  /** In thousandths of the drawing's width. */
  width: number;
  /** x and y in turn. */
  points: number[];
}

export type Step = Stroke | { kind: 'clear' } | { kind: 'picture'; ink: HTMLCanvasElement };

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Steps as letters; null where they hold a picture, which is too much for an address, or are too many. */
export function pack(steps: readonly Step[], most = 16_000): string | null {
  const words: string[] = [];
  for (const step of sinceClear(steps)) {
    if (step.kind === 'picture') return null;
    if (step.kind === 'clear') continue;
    words.push((step.kind === 'pen' ? 'p' : 'e') + [step.width, ...step.points].map(two).join(''));
  }
  const text = words.join('.');
  return text.length > most ? null : text;
}

/** What `pack` wrote; what is damaged is left out. */
export function unpack(text: string): Step[] {
  return text.split('.').flatMap((word): Step[] => {
    const kind = word[0] === 'p' ? 'pen' : word[0] === 'e' ? 'eraser' : null;
    const values: number[] = [];
    for (let i = 1; i + 1 < word.length; i += 2) values.push(64 * LETTERS.indexOf(word.charAt(i)) + LETTERS.indexOf(word.charAt(i + 1)));
    const [width, ...points] = values;
    const sound = kind && width && points.length >= 2 && points.length % 2 === 0 && values.every((v) => v >= 0 && v <= GRID);
    return sound ? [{ kind, width, points }] : [];
  });
}

/** What can still be seen: nothing before the last clear. */
function sinceClear(steps: readonly Step[]): readonly Step[] {
  return steps.slice(steps.findLastIndex((step) => step.kind === 'clear') + 1);
}

function two(value: number): string {
  return LETTERS.charAt(value >> 6) + LETTERS.charAt(value & 63);
}

/** Draws the steps; only the alpha of what comes out is ink, its colour is for the eye. */
export function render(context: CanvasRenderingContext2D, steps: readonly Step[], colour: string): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  for (const step of sinceClear(steps)) {
    if (step.kind === 'picture') context.drawImage(step.ink, 0, 0, width, height);
    else if (step.kind !== 'clear') draw(context, step, colour);
  }
  // Pictures come in black ink.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = colour;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}

/** Draws one stroke, or its end from some point on. */
export function draw(context: CanvasRenderingContext2D, stroke: Stroke, colour: string, from = 0): void {
  const { width, height } = context.canvas;
  const at = (i: number): [number, number] => [(present(stroke.points[2 * i]) / GRID) * width, (present(stroke.points[2 * i + 1]) / GRID) * height];
  context.globalCompositeOperation = stroke.kind === 'eraser' ? 'destination-out' : 'source-over';
  context.strokeStyle = colour;
  context.lineWidth = (stroke.width / 1000) * width;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(...at(from));
  const count = stroke.points.length / 2;
  if (count === 1) context.lineTo(...at(0));
  for (let i = from + 1; i < count; i++) context.lineTo(...at(i));
  context.stroke();
  context.globalCompositeOperation = 'source-over';
}

/** A picture as ink: the darker, the more; or the lighter, the more. Fits whole, in the middle. */
export function inkOf(picture: ImageBitmap, width: number, height: number, light: boolean): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = present(canvas.getContext('2d', { willReadFrequently: true }));
  const scale = Math.min(width / picture.width, height / picture.height);
  const [w, h] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  const [x, y] = [Math.floor((width - w) / 2), Math.floor((height - h) / 2)];
  context.drawImage(picture, x, y, w, h);
  const area = context.getImageData(x, y, w, h);
  const { data } = area;
  for (let i = 0; i < data.length; i += 4) {
    const lightness = (0.299 * within(data[i]) + 0.587 * within(data[i + 1]) + 0.114 * within(data[i + 2])) / 255;
    data[i + 3] = Math.round(within(data[i + 3]) * (light ? lightness : 1 - lightness));
    data[i] = data[i + 1] = data[i + 2] = 0;
  }
  context.putImageData(area, x, y);
  return canvas;
}
