// Points of a space drawn by plain arithmetic: in the explorer where there is no graphics processor, and in every report. Plain JavaScript,
// which a report can carry as it stands; what types it has are checked with the explorer's.

/**
 * All points of a space: positions [n, 3]; red, green and blue [n, 3]; HIDDEN, NORMAL or SELECTED [n]; shapes, below MARKS, [n].
 *
 * @typedef {object} Cloud
 * @property {Float32Array<ArrayBuffer>} positions
 * @property {Uint8Array<ArrayBuffer>} tint
 * @property {Uint8Array<ArrayBuffer>} flags
 * @property {Uint8Array<ArrayBuffer>} marks
 */

/**
 * How points look from where the camera stands.
 *
 * @typedef {object} Look
 * @property {number} size diameter of a point in pixels, at the distance `unit`
 * @property {number} unit
 * @property {number} nearest points fade from this depth
 * @property {number} farthest to this one
 * @property {boolean} dimmed whether points that are not selected step back
 * @property {number} opacity how much of what lies behind a dot that is not selected it covers, above 0 to 1
 * @property {number} share how many of the points that are not selected are drawn, above 0 to 1
 * @property {readonly [number, number, number]} paper red, green and blue, 0 to 255
 */

/**
 * Images in the place of dots: many on a sheet, sheet after sheet.
 *
 * @typedef {object} Images
 * @property {Uint8Array} data
 * @property {number} width
 * @property {number} height
 * @property {number} columns
 * @property {number} rows
 * @property {number} cellWidth
 * @property {number} cellHeight
 * @property {boolean} grey
 */

/**
 * How large points are drawn: their size times the scale, within bounds; the selected larger.
 *
 * @typedef {object} Kind
 * @property {number} scale
 * @property {number} least
 * @property {number} most
 */

/**
 * @typedef {object} Frame
 * @property {Uint32Array} pixels
 * @property {number} width
 * @property {number} height
 */

/** @typedef {readonly [number, number, number, number, number, number, number, number, number, number, number, number, number, number, number, number]} Matrix */

// What is drawn of a point.
export const HIDDEN = 0;
export const NORMAL = 1;
export const SELECTED = 2;

/** @type {Kind} */
export const DOT = { scale: 1, least: 2, most: 64 };
/** @type {Kind} */
export const SPRITE = { scale: 3.4, least: 6, most: 96 };
export const LARGER = 1.35;

/** Share of the paper in the prior's cloud, its grey, and the size of its points. */
export const PRIOR = { fade: 0.72, grey: 140, scale: 0.6 };

const DEPTHS = 1024;
const UNSEEN = 0xffff;

/**
 * What is surely there, unchecked.
 *
 * @template T
 * @param {T | undefined} value
 */
function within(value) {
  return /** @type {T} */ (value);
}

/**
 * How far a point is mixed into the paper, by its key: the further the more, the selected less, and all others alike where they step back.
 *
 * @param {boolean} dimmed
 */
function fades(dimmed) {
  return Float64Array.from({ length: 2 * DEPTHS }, (_, key) => {
    const far = 0.42 * (1 - (key % DEPTHS) / (DEPTHS - 1));
    return key >= DEPTHS ? 0.4 * far : dimmed ? 0.84 : far;
  });
}

/**
 * Whether a point is among a share of all: multiples of the golden ratio, less their whole parts, are spread evenly in any order of points.
 *
 * @type {(i: number, flag: number, share: number) => boolean}
 */
export const isDrawn = (i, flag, share) => share >= 1 || flag === SELECTED || Math.imul(i, 0x9e3779b9) >>> 0 < share * 2 ** 32;

/**
 * Shapes of radius 1, each how far within it a place is, y downwards: a dot, a square, a triangle, a rhomb, a cross, a triangle on its tip. A
 * row of each is one stretch, alike on both sides.
 *
 * @type {((x: number, y: number) => number)[]}
 */
const SHAPES = [
  (x, y) => 1 - Math.hypot(x, y),
  (x, y) => 0.8 - Math.max(Math.abs(x), Math.abs(y)),
  (x, y) => Math.min(0.75 - y, 0.45 * (y + 1) - 0.89 * Math.abs(x)),
  (x, y) => 0.71 * (1 - Math.abs(x) - Math.abs(y)),
  (x, y) => Math.max(Math.min(0.36 - Math.abs(x), 1 - Math.abs(y)), Math.min(0.36 - Math.abs(y), 1 - Math.abs(x))),
  (x, y) => Math.min(0.75 + y, 0.45 * (1 - y) - 0.89 * Math.abs(x)),
];

/** How many shapes there are. */
export const MARKS = SHAPES.length;

/** For each shape and diameter how far each row is set in from the left: half the diameter where there is nothing of it. */
const INSETS = SHAPES.map((shape) =>
  Array.from({ length: DOT.most + 1 }, (_, d) =>
    Int8Array.from({ length: d }, (_, row) => {
      const place = (/** @type {number} */ i) => (2 * (i + 0.5)) / d - 1;
      let inset = 0;
      while (inset < d / 2 && shape(place(inset), place(row)) < 0) inset++;
      return inset;
    }),
  ),
);

/** From here on a dot has a darker rim, which tells it from its neighbours. */
const RIMMED = 7;

/**
 * Points drawn by plain arithmetic onto the pixels of a canvas: where there is no graphics processor this is some ten times as
 * fast as a browser that imitates one.
 *
 * Points are sorted by depth into buckets (a counting sort, two passes) and put down from back to front, so no depth is kept
 * for each pixel. A dot is a disc of whole pixels, whose rows stand in a table.
 */
export class Splatter {
  /** Of each point: its place on the screen, diameter, and key in the order of drawing. */
  x = new Float32Array();
  y = new Float32Array();
  diameter = new Uint8Array();
  key = new Uint16Array();
  order = new Uint32Array();
  starts = new Uint32Array(2 * DEPTHS + 1);

  /**
   * @param {Uint32Array} pixels to write, red in the lowest byte, [height, width]
   * @param {number} width
   * @param {number} height
   * @param {Matrix} matrix from the space to the screen's cube, by columns
   * @param {Look} look
   * @param {Cloud} cloud
   * @param {Float32Array | null} prior
   * @param {Images | null} sheets
   */
  draw(pixels, width, height, matrix, look, cloud, prior, sheets) {
    pixels.fill(packed(look.paper[0], look.paper[1], look.paper[2]));
    const frame = { pixels, width, height };
    if (prior) drawPrior(frame, matrix, look, prior);
    const drawn = this.#sort(frame, matrix, look, cloud, sheets ? SPRITE : DOT);
    const { x, y, diameter, key, order } = this;
    const { tint, flags, marks } = cloud;
    const opacity = Math.round(256 * look.opacity);
    const faint = fades(look.dimmed);
    for (let k = 0; k < drawn; k++) {
      const i = within(order[k]);
      const selected = flags[i] === SELECTED;
      const faded = within(faint[within(key[i])]);
      const colour = mixed(within(tint[3 * i]), within(tint[3 * i + 1]), within(tint[3 * i + 2]), look.paper, faded);
      if (sheets) sprite(frame, within(x[i]), within(y[i]), within(diameter[i]), sheets, i, colour, look.paper, faded);
      else if (selected || opacity === 256) disc(frame, within(x[i]), within(y[i]), within(diameter[i]), colour, within(marks[i]));
      else veil(frame, within(x[i]), within(y[i]), within(diameter[i]), colour, within(marks[i]), opacity);
    }
  }

  /**
   * Finds what can be seen, and its order: the far before the near, what is selected last.
   *
   * @param {Frame} frame
   * @param {Matrix} m
   * @param {Look} look
   * @param {Cloud} cloud
   * @param {Kind} kind
   */
  #sort({ width, height }, m, look, cloud, kind) {
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
      const selected = flags[i] === SELECTED;
      if (flags[i] === HIDDEN || !isDrawn(i, within(flags[i]), look.share)) continue;
      const px = within(positions[at]);
      const py = within(positions[at + 1]);
      const pz = within(positions[at + 2]);
      const w = m[3] * px + m[7] * py + m[11] * pz + m[15];
      if (w <= 0) continue;
      const sx = ((m[0] * px + m[4] * py + m[8] * pz + m[12]) / w + 1) * 0.5 * width;
      const sy = (1 - (m[1] * px + m[5] * py + m[9] * pz + m[13]) / w) * 0.5 * height;
      const wide = ((look.size * look.unit) / w) * (selected ? LARGER : 1) * kind.scale;
      const d = wide < kind.least ? kind.least : wide > kind.most ? kind.most : Math.round(wide);
      if (!(sx > -d && sx < width + d && sy > -d && sy < height + d)) continue;
      const depth = (w - look.nearest) * perDepth;
      const near = DEPTHS - 1 - (depth < 0 ? 0 : depth > DEPTHS - 1 ? DEPTHS - 1 : depth | 0);
      const last = selected ? DEPTHS : 0;
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

/**
 * One colour for all: no order is needed, and it lies behind everything.
 *
 * @param {Frame} frame
 * @param {Matrix} m
 * @param {Look} look
 * @param {Float32Array} prior
 */
function drawPrior(frame, m, look, prior) {
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
    if (x > -d && x < frame.width + d && y > -d && y < frame.height + d) disc(frame, x, y, d, colour, 0);
  }
}

/**
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 * @param {number} d
 * @param {number} colour
 * @param {number} mark
 */
function disc({ pixels, width, height }, x, y, d, colour, mark) {
  const left = Math.round(x - d / 2);
  const top = Math.round(y - d / 2);
  const insets = within(within(INSETS[mark])[d]);
  const rim = d >= RIMMED ? darker(colour) : colour;
  for (let row = 0; row < d; row++) {
    const line = top + row;
    if (line < 0 || line >= height) continue;
    const inset = within(insets[row]);
    const from = left + inset;
    const to = left + d - inset;
    if (from >= to) continue;
    const end = line * width + Math.min(to, width);
    const edge = row === 0 || row === d - 1 ? rim : colour;
    for (let at = line * width + Math.max(from, 0); at < end; at++) pixels[at] = edge;
    if (rim !== colour) {
      if (from >= 0 && from < width) pixels[line * width + from] = rim;
      if (to > 0 && to <= width) pixels[line * width + to - 1] = rim;
    }
  }
}

/**
 * A disc through which one sees, without a rim; opacity in 256ths.
 *
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 * @param {number} d
 * @param {number} colour
 * @param {number} mark
 * @param {number} opacity
 */
function veil({ pixels, width, height }, x, y, d, colour, mark, opacity) {
  const left = Math.round(x - d / 2);
  const top = Math.round(y - d / 2);
  const insets = within(within(INSETS[mark])[d]);
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

/**
 * An image, the nearest of its pixels for each of the screen, in a frame of the point's colour.
 *
 * @param {Frame} frame
 * @param {number} x
 * @param {number} y
 * @param {number} d
 * @param {Images} sheets
 * @param {number} i
 * @param {number} colour
 * @param {Look['paper']} paper
 * @param {number} faded
 */
function sprite({ pixels, width, height }, x, y, d, sheets, i, colour, paper, faded) {
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

/**
 * @param {number} grey
 * @param {Look['paper']} paper
 * @param {number} share
 */
function shade(grey, paper, share) {
  return mixed(grey, grey, grey, paper, share);
}

/**
 * @param {number} red
 * @param {number} green
 * @param {number} blue
 * @param {Look['paper']} paper
 * @param {number} share
 */
function mixed(red, green, blue, paper, share) {
  return packed(red + (paper[0] - red) * share, green + (paper[1] - green) * share, blue + (paper[2] - blue) * share);
}

/** @param {number} colour */
function darker(colour) {
  return packed(0.86 * (colour & 255), 0.86 * ((colour >> 8) & 255), 0.86 * ((colour >> 16) & 255));
}

/**
 * As a canvas has it, little-endian.
 *
 * @param {number} red
 * @param {number} green
 * @param {number} blue
 */
export function packed(red, green, blue) {
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}
