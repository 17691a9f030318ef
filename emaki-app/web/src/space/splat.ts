import type { Matrix4Tuple } from 'three';
import { within } from '../present';
import { HIDDEN, SELECTED } from './flags';
import { DOT, fade, LARGER, PRIOR, SPRITE, type Cloud, type Kind, type Look } from './painter';
import type { Sheets } from './sheets';

/**
 * Points drawn by plain arithmetic onto the pixels of a canvas: where there is no graphics processor this is some ten times as
 * fast as a browser that imitates one.
 *
 * Points are sorted by depth into buckets (a counting sort, two passes) and put down from back to front, so no depth is kept
 * for each pixel. A dot is a disc of whole pixels, whose rows stand in a table.
 */
export class Splatter {
  /** Of each point: its place on the screen, diameter, and key in the order of drawing. */
  private x = new Float32Array();
  private y = new Float32Array();
  private diameter = new Uint8Array();
  private key = new Uint16Array();
  private order = new Uint32Array();
  private readonly starts = new Uint32Array(2 * DEPTHS + 1);

  /**
   * @param pixels to write, red in the lowest byte, [height, width]
   * @param matrix from the space to the screen's cube, by columns
   */
  draw(pixels: Uint32Array, width: number, height: number, matrix: Matrix4Tuple, look: Look, cloud: Cloud, prior: Float32Array | null, sheets: Sheets | null): void {
    pixels.fill(packed(look.paper[0], look.paper[1], look.paper[2]));
    const frame = { pixels, width, height };
    if (prior) drawPrior(frame, matrix, look, prior);
    const drawn = this.sort(frame, matrix, look, cloud, sheets ? SPRITE : DOT);
    const { x, y, diameter, key, order } = this;
    const { tint, flags } = cloud;
    const opacity = Math.round(256 * look.opacity);
    for (let k = 0; k < drawn; k++) {
      const i = within(order[k]);
      const selected = flags[i] === SELECTED;
      const depth = 1 - (within(key[i]) % DEPTHS) / (DEPTHS - 1);
      const faded = fade(depth, selected, look.dimmed);
      const colour = mixed(within(tint[3 * i]), within(tint[3 * i + 1]), within(tint[3 * i + 2]), look.paper, faded);
      if (sheets) sprite(frame, within(x[i]), within(y[i]), within(diameter[i]), sheets, i, colour, look.paper, faded);
      else if (selected || opacity === 256) disc(frame, within(x[i]), within(y[i]), within(diameter[i]), colour);
      else veil(frame, within(x[i]), within(y[i]), within(diameter[i]), colour, opacity);
    }
  }

  /** Finds what can be seen, and its order: the far before the near, what is selected last. */
  private sort({ width, height }: Frame, m: Matrix4Tuple, look: Look, cloud: Cloud, kind: Kind): number {
    const n = cloud.flags.length;
    if (this.key.length !== n) {
      this.x = new Float32Array(n);
      this.y = new Float32Array(n);
      this.diameter = new Uint8Array(n);
      this.key = new Uint16Array(n);
      this.order = new Uint32Array(n);
    }
    const { positions, flags } = cloud;
    const { x, y, diameter, key, order, starts } = this;
    starts.fill(0);
    const perDepth = (DEPTHS - 1) / (look.farthest - look.nearest);
    for (let i = 0, at = 0; i < n; i++, at += 3) {
      key[i] = UNSEEN;
      if (flags[i] === HIDDEN) continue;
      const px = within(positions[at]);
      const py = within(positions[at + 1]);
      const pz = within(positions[at + 2]);
      const w = m[3] * px + m[7] * py + m[11] * pz + m[15];
      if (w <= 0) continue;
      const sx = ((m[0] * px + m[4] * py + m[8] * pz + m[12]) / w + 1) * 0.5 * width;
      const sy = (1 - (m[1] * px + m[5] * py + m[9] * pz + m[13]) / w) * 0.5 * height;
      const wide = ((look.size * look.unit) / w) * (flags[i] === SELECTED ? LARGER : 1) * kind.scale;
      const d = wide < kind.least ? kind.least : wide > kind.most ? kind.most : Math.round(wide);
      if (!(sx > -d && sx < width + d && sy > -d && sy < height + d)) continue;
      const depth = (w - look.nearest) * perDepth;
      const near = DEPTHS - 1 - (depth < 0 ? 0 : depth > DEPTHS - 1 ? DEPTHS - 1 : depth | 0);
      const last = look.dimmed && flags[i] === SELECTED ? DEPTHS : 0;
      x[i] = sx;
      y[i] = sy;
      diameter[i] = d;
      key[i] = near + last;
      starts[near + last + 1] = within(starts[near + last + 1]) + 1;
    }
    let drawn = 0;
    for (let k = 0; k < starts.length; k++) starts[k] = drawn += within(starts[k]);
    for (let i = 0; i < n; i++) {
      const bucket = within(key[i]);
      if (bucket === UNSEEN) continue;
      const place = within(starts[bucket]);
      order[place] = i;
      starts[bucket] = place + 1;
    }
    return drawn;
  }
}

const DEPTHS = 1024;
const UNSEEN = 0xffff;

interface Frame {
  pixels: Uint32Array;
  width: number;
  height: number;
}

/** One colour for all: no order is needed, and it lies behind everything. */
function drawPrior(frame: Frame, m: Matrix4Tuple, look: Look, prior: Float32Array): void {
  const colour = shade(PRIOR.grey, look.paper, PRIOR.fade);
  for (let at = 0; at < prior.length; at += 3) {
    const px = within(prior[at]);
    const py = within(prior[at + 1]);
    const pz = within(prior[at + 2]);
    const w = m[3] * px + m[7] * py + m[11] * pz + m[15];
    if (w <= 0) continue;
    const x = ((m[0] * px + m[4] * py + m[8] * pz + m[12]) / w + 1) * 0.5 * frame.width;
    const y = (1 - (m[1] * px + m[5] * py + m[9] * pz + m[13]) / w) * 0.5 * frame.height;
    const d = Math.max(2, Math.min(64, Math.round((look.size * PRIOR.scale * look.unit) / w)));
    if (x > -d && x < frame.width + d && y > -d && y < frame.height + d) disc(frame, x, y, d, colour);
  }
}

/** For each diameter how far each row of a disc is set in from the left. */
const INSETS = Array.from({ length: DOT.most + 1 }, (_, d) =>
  Int8Array.from({ length: d }, (_, row) => {
    const half = d / 2;
    const up = row + 0.5 - half;
    return Math.ceil(half - 0.5 - Math.sqrt(half * half - up * up));
  }),
);

/** From here on a dot has a darker rim, which tells it from its neighbours. */
const RIMMED = 7;

function disc({ pixels, width, height }: Frame, x: number, y: number, d: number, colour: number): void {
  const left = Math.round(x - d / 2);
  const top = Math.round(y - d / 2);
  const insets = within(INSETS[d]);
  const rim = d >= RIMMED ? darker(colour) : colour;
  for (let row = 0; row < d; row++) {
    const line = top + row;
    if (line < 0 || line >= height) continue;
    const inset = within(insets[row]);
    const from = left + inset;
    const to = left + d - inset;
    const end = line * width + Math.min(to, width);
    const edge = row === 0 || row === d - 1 ? rim : colour;
    for (let at = line * width + Math.max(from, 0); at < end; at++) pixels[at] = edge;
    if (rim !== colour) {
      if (from >= 0 && from < width) pixels[line * width + from] = rim;
      if (to > 0 && to <= width) pixels[line * width + to - 1] = rim;
    }
  }
}

/** A disc through which one sees, without a rim; opacity in 256ths. */
function veil({ pixels, width, height }: Frame, x: number, y: number, d: number, colour: number, opacity: number): void {
  const left = Math.round(x - d / 2);
  const top = Math.round(y - d / 2);
  const insets = within(INSETS[d]);
  const rest = 256 - opacity;
  // Red and blue at once, each with eight bits of room above it.
  const redBlue = (colour & 0xff00ff) * opacity;
  const green = (colour & 0xff00) * opacity;
  for (let row = 0; row < d; row++) {
    const line = top + row;
    if (line < 0 || line >= height) continue;
    const inset = within(insets[row]);
    const end = line * width + Math.min(left + d - inset, width);
    for (let at = line * width + Math.max(left + inset, 0); at < end; at++) {
      const behind = within(pixels[at]);
      const rb = ((redBlue + (behind & 0xff00ff) * rest) >>> 8) & 0xff00ff;
      pixels[at] = 0xff000000 | rb | (((green + (behind & 0xff00) * rest) >>> 8) & 0xff00);
    }
  }
}

/** An image, the nearest of its pixels for each of the screen, in a frame of the point's colour. */
function sprite({ pixels, width, height }: Frame, x: number, y: number, d: number, sheets: Sheets, i: number, colour: number, paper: Look['paper'], faded: number): void {
  const { data, columns, rows, cellWidth, cellHeight, grey } = sheets;
  const place = i % (columns * rows);
  const origin = (Math.floor(i / (columns * rows)) * sheets.height + Math.floor(place / columns) * cellHeight) * sheets.width + (place % columns) * cellWidth;
  const left = Math.round(x - d / 2);
  const top = Math.round(y - d / 2);
  const rim = Math.max(1, Math.round(0.06 * d));
  const across = cellWidth / d;
  const down = cellHeight / d;
  for (let row = Math.max(0, -top); row < d && top + row < height; row++) {
    const line = (top + row) * width + left;
    const from = origin + Math.floor((row + 0.5) * down) * sheets.width;
    const outer = row < rim || row >= d - rim;
    for (let column = Math.max(0, -left); column < d && left + column < width; column++) {
      if (outer || column < rim || column >= d - rim) {
        pixels[line + column] = colour;
        continue;
      }
      const texel = from + Math.floor((column + 0.5) * across);
      pixels[line + column] = grey
        ? shade(within(data[texel]), paper, faded)
        : mixed(within(data[4 * texel]), within(data[4 * texel + 1]), within(data[4 * texel + 2]), paper, faded);
    }
  }
}

function shade(grey: number, paper: Look['paper'], share: number): number {
  return mixed(grey, grey, grey, paper, share);
}

function mixed(red: number, green: number, blue: number, paper: Look['paper'], share: number): number {
  return packed(red + (paper[0] - red) * share, green + (paper[1] - green) * share, blue + (paper[2] - blue) * share);
}

function darker(colour: number): number {
  return packed(0.86 * (colour & 255), 0.86 * ((colour >> 8) & 255), 0.86 * ((colour >> 16) & 255));
}

/** As a canvas has it, little-endian. */
export function packed(red: number, green: number, blue: number): number {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}
