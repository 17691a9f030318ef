import { el } from './dom';
import { paper } from './pictures';
import { present } from './present';
import { css, SEQUENTIAL_STOPS, type Rgb } from './space/palette';

/** What is said of a picture that leaves the page. */
export interface Caption {
  title: string;
  /** What it is of, in a line below the title. */
  detail?: string;
  /** What its colours mean. */
  legend?: { name: string; colour: Rgb; mark: number }[];
  /** Where colours stand for a number: which, from and to. */
  scale?: { name: string; from: string; to: string } | null;
}

const FAMILY = 'system-ui, "Noto Sans CJK JP", sans-serif';
const MARGIN = 16;
const LINE = 22;
const SWATCH = 12;
const GAP = 18;
const RAMP = 180;

/**
 * A picture with its title above it and its legend below it.
 *
 * @param unit pixels of the picture in one of the page
 */
export function captioned(picture: HTMLCanvasElement, caption: Caption, unit = 1): HTMLCanvasElement {
  const width = Math.max(picture.width / unit, 260);
  const pen = new Pen(el('canvas'));
  const details = pen.wrapped(caption.detail ? caption.detail.split(' ') : [], width, ' ');
  const entries = pen.rows(caption.legend ?? [], width);
  const head = MARGIN + LINE * (1 + details.length) + 6;
  const foot = entries.length * LINE + (caption.scale ? LINE : 0);
  const whole = el('canvas', { width: Math.round(width * unit), height: Math.round(unit * (head + foot + (foot ? MARGIN : 0))) + picture.height });
  const drawn = new Pen(whole);
  const { context } = drawn;
  context.fillStyle = paper();
  context.fillRect(0, 0, whole.width, whole.height);
  context.drawImage(picture, Math.round((whole.width - picture.width) / 2), Math.round(unit * head));
  context.scale(unit, unit);
  drawn.text(caption.title, MARGIN, MARGIN + 8, '--ink', `600 16px ${FAMILY}`, width - 2 * MARGIN);
  details.forEach((line, i) => drawn.text(line, MARGIN, MARGIN + 8 + LINE * (i + 1), '--quiet'));
  const below = head + picture.height / unit + LINE / 2 + 2;
  entries.forEach((row, i) => row.forEach(({ name, colour, mark, x }) => drawn.entry(name, colour, mark, x, below + i * LINE)));
  if (caption.scale) drawn.ramp(caption.scale, below + entries.length * LINE);
  return whole;
}

interface Placed {
  name: string;
  colour: Rgb;
  mark: number;
  x: number;
}

class Pen {
  readonly context: CanvasRenderingContext2D;
  private readonly style = getComputedStyle(document.documentElement);

  constructor(canvas: HTMLCanvasElement) {
    this.context = present(canvas.getContext('2d'));
    this.context.font = `13px ${FAMILY}`;
  }

  wrapped(words: string[], width: number, between: string): string[] {
    const lines: string[] = [];
    for (const word of words) {
      const longer = lines.length ? `${lines.at(-1)}${between}${word}` : word;
      if (lines.length && this.context.measureText(longer).width <= width - 2 * MARGIN) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    return lines;
  }

  rows(legend: { name: string; colour: Rgb; mark: number }[], width: number): Placed[][] {
    const rows: Placed[][] = [];
    let x = Infinity;
    for (const entry of legend) {
      const long = SWATCH + 6 + this.context.measureText(entry.name).width;
      if (x + long > width - MARGIN) {
        rows.push([]);
        x = MARGIN;
      }
      rows.at(-1)?.push({ ...entry, x });
      x += long + GAP;
    }
    return rows;
  }

  text(text: string, x: number, y: number, colour: string, font = `13px ${FAMILY}`, most?: number): void {
    const { context } = this;
    context.font = font;
    context.textBaseline = 'middle';
    context.fillStyle = this.style.getPropertyValue(colour);
    context.fillText(text, x, y, most);
  }

  entry(name: string, colour: Rgb, mark: number, x: number, y: number): void {
    this.context.fillStyle = css(colour);
    this.context.fill(shape(mark, x + SWATCH / 2, y, SWATCH / 2));
    this.text(name, x + SWATCH + 6, y, '--ink');
  }

  ramp({ name, from, to }: { name: string; from: string; to: string }, y: number): void {
    const { context } = this;
    this.text(`${name}  ${from}`, MARGIN, y, '--ink');
    const x = MARGIN + context.measureText(`${name}  ${from}`).width + 8;
    const shades = context.createLinearGradient(x, 0, x + RAMP, 0);
    SEQUENTIAL_STOPS.forEach((stop, i) => shades.addColorStop(i / (SEQUENTIAL_STOPS.length - 1), stop));
    context.fillStyle = shades;
    context.fillRect(x, y - 5, RAMP, 10);
    this.text(to, x + RAMP + 8, y, '--ink');
  }
}

/** Corners of the shapes but the dot, as splat.js has them; y downwards. */
const CORNERS: [number, number][][] = [
  [],
  [[-0.8, -0.8], [0.8, -0.8], [0.8, 0.8], [-0.8, 0.8]],
  [[0, -1], [0.88, 0.75], [-0.88, 0.75]],
  [[0, -1], [1, 0], [0, 1], [-1, 0]],
  [[-0.36, -1], [0.36, -1], [0.36, -0.36], [1, -0.36], [1, 0.36], [0.36, 0.36], [0.36, 1], [-0.36, 1], [-0.36, 0.36], [-1, 0.36], [-1, -0.36], [-0.36, -0.36]],
  [[0, 1], [0.88, -0.75], [-0.88, -0.75]],
];

function shape(mark: number, x: number, y: number, radius: number): Path2D {
  const path = new Path2D();
  const corners = present(CORNERS[mark]);
  if (!corners.length) path.arc(x, y, radius, 0, 7);
  corners.forEach(([dx, dy]) => path.lineTo(x + radius * dx, y + radius * dy));
  path.closePath();
  return path;
}
