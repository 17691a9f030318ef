import { complaint, el, notify, save } from './dom';
import { present } from './present';

/** Buttons that save what a view shows, as a picture and as a table. */
export function saves(base: string, makers: { png?: () => Promise<Blob>; csv?: () => Blob | Promise<Blob> }): HTMLElement {
  const button = (kind: 'png' | 'csv') => {
    const make = makers[kind];
    const act = async () => {
      try {
        if (make) save(`${base}.${kind}`, await make());
      } catch (e) {
        notify(complaint(e));
      }
    };
    return make ? el('button.save', { title: `Save as ${kind.toUpperCase()}`, 'data-save': kind, onclick: () => void act() }, kind.toUpperCase()) : null;
  };
  return el('span.saves', {}, button('png'), button('csv'));
}

export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.')))));
}

/** Canvases one beside another on the page's paper, each of its pixels `scale` wide. */
export function sideBySide(canvases: HTMLCanvasElement[], scale = 1, columns = canvases.length): HTMLCanvasElement {
  const gap = canvases.length > 1 ? 2 * scale : 0;
  const width = Math.max(1, ...canvases.map((canvas) => canvas.width)) * scale + gap;
  const height = Math.max(1, ...canvases.map((canvas) => canvas.height)) * scale + gap;
  const whole = el('canvas', { width: Math.max(1, columns * width - gap), height: Math.max(1, Math.ceil(canvases.length / columns) * height - gap) });
  const context = present(whole.getContext('2d'));
  context.fillStyle = paper();
  context.fillRect(0, 0, whole.width, whole.height);
  context.imageSmoothingEnabled = false;
  canvases.forEach((canvas, i) => context.drawImage(canvas, (i % columns) * width, Math.floor(i / columns) * height, canvas.width * scale, canvas.height * scale));
  return whole;
}

/** The colour of the ground on which everything stands. */
export function paper(): string {
  return getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
}

/** Whether fonts have the letters of all texts: those that none has are drawn alike, as one that does not exist. */
export function canWrite(texts: string[]): boolean {
  if (texts.length === 0) return true;
  const [width, height] = [256, 64];
  const context = present(el('canvas', { width, height }).getContext('2d', { willReadFrequently: true }));
  context.font = '40px system-ui';
  const drawn = (text: string): Uint32Array => {
    context.clearRect(0, 0, width, height);
    context.fillText(text, 0, 48);
    return new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  };
  const missing = drawn('\u0378');
  return texts.every((text) => drawn(text).some((pixel, i) => pixel !== missing[i]));
}

/** A table as a picture: columns as wide as their longest text. */
export function drawTable(header: string[], lines: string[][]): HTMLCanvasElement {
  const canvas = el('canvas');
  const context = present(canvas.getContext('2d'));
  const font = (weight: number) => `${weight} 14px system-ui, sans-serif`;
  const style = getComputedStyle(document.documentElement);
  const [line, space] = [26, 22];
  context.font = font(600);
  const widths = header.map((name, c) => Math.min(320, Math.max(context.measureText(name).width, ...lines.map((cells) => context.measureText(present(cells[c])).width))) + space);
  canvas.width = Math.ceil(widths.reduce((sum, width) => sum + width, space));
  canvas.height = line * (lines.length + 1) + space;
  context.fillStyle = paper();
  context.fillRect(0, 0, canvas.width, canvas.height);
  [header, ...lines].forEach((cells, row) => {
    context.font = font(row ? 400 : 600);
    context.fillStyle = style.getPropertyValue(row ? '--ink' : '--quiet');
    let x = space;
    cells.forEach((text, c) => {
      context.fillText(text, x, space + line * row + 6, present(widths[c]) - 8);
      x += present(widths[c]);
    });
  });
  return canvas;
}
