/** Selections as text: in the address, and as CSV. */

import { present } from '../present';

/**
 * Ascending rows as few letters of base 64: their differences, five bits a letter and one that says whether more follow; or, where that
 * is shorter, a point and then a bit for each row there is.
 */
export function pack(rows: ArrayLike<number>): string {
  const bits = (rows[rows.length - 1] ?? 0) / 6 + 2;
  // Each row takes a letter at least.
  const apart = rows.length > bits ? null : packApart(rows);
  return apart === null || apart.length > bits ? packBits(rows) : apart;
}

function packBits(rows: ArrayLike<number>): string {
  const sixes = new Uint8Array(Math.floor((rows[rows.length - 1] ?? 0) / 6) + 1);
  for (let i = 0; i < rows.length; i++) {
    const row = present(rows[i]);
    const six = Math.floor(row / 6);
    sixes[six] = present(sixes[six]) | (1 << row % 6);
  }
  return '.' + new TextDecoder().decode(sixes.map((six) => LETTERS.charCodeAt(six)));
}

function packApart(rows: ArrayLike<number>): string {
  let text = '';
  let before = -1;
  for (const row of Array.from(rows)) {
    let gap = row - before - 1;
    before = row;
    do {
      const more = gap > 31 ? 32 : 0;
      text += LETTERS.charAt((gap & 31) | more);
      gap >>>= 5;
    } while (gap > 0);
  }
  return text;
}

/** What `pack` wrote; rows outside the space and damaged text are left out. */
export function unpack(text: string, count: number): Int32Array {
  return Int32Array.from(text.startsWith('.') ? unpackBits(text.slice(1), count) : unpackApart(text, count));
}

function unpackBits(text: string, count: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const six = LETTERS.indexOf(text.charAt(i));
    if (six < 0) break;
    for (let bit = 0; bit < 6; bit++) if ((six >> bit) & 1 && 6 * i + bit < count) rows.push(6 * i + bit);
  }
  return rows;
}

function unpackApart(text: string, count: number): number[] {
  const rows: number[] = [];
  let before = -1;
  let gap = 0;
  let shift = 0;
  for (const letter of text) {
    const value = LETTERS.indexOf(letter);
    if (value < 0 || shift > 25) break;
    gap |= (value & 31) << shift;
    shift += 5;
    if (value & 32) continue;
    before += gap + 1;
    if (before >= count) break;
    rows.push(before);
    gap = shift = 0;
  }
  return rows;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function same(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((row, i) => row === b[i]);
}

/** Rows of either selection, ascending. */
export function union(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(new Set([...a, ...b])).sort();
}

/** How rows that are picked change those picked before. */
export type How = 'new' | 'add' | 'subtract' | 'intersect';

export function combined(how: How, before: Int32Array, rows: Int32Array): Int32Array {
  if (how === 'new') return rows;
  if (how === 'add') return union(before, rows);
  const of = new Set(rows);
  return before.filter((row) => of.has(row) === (how === 'intersect'));
}

/**
 * Columns as CSV; text with a comma, a quote or a line break is quoted. A spreadsheet takes text that begins like a formula for one, and a run or
 * a class may be called anything: such text gets an apostrophe before it.
 */
export function csv(header: string[], lines: Iterable<(string | number)[]>): string {
  const cell = (value: string | number) => {
    if (typeof value === 'number') return String(value);
    const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? "'" + value : value;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const all = [header.map(cell).join(',')];
  for (const line of lines) all.push(line.map(cell).join(','));
  return all.join('\n') + '\n';
}

/** The cells of a CSV, line by line, quotes undone; semicolons part them where the first line has no comma. Empty lines are left out. */
export function cells(text: string): string[][] {
  const whole = text.replace(/^\uFEFF/, '');
  const head = whole.split(/[\r\n]/, 1)[0] ?? '';
  const separator = head.includes(';') && !head.includes(',') ? ';' : ',';
  // A cell in quotes or without, and what ends it.
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`, 'y');
  const lines: string[][] = [];
  let line: string[] = [];
  for (let match = cell.exec(whole); match; match = match[3] ? cell.exec(whole) : null) {
    line.push((match[1]?.replaceAll('""', '"') ?? match[2] ?? '').trim());
    if (match[3] === separator) continue;
    if (line.some((value) => value !== '')) lines.push(line);
    line = [];
  }
  return lines;
}

export interface Named {
  rows: Int32Array;
  /** What is amiss with the file, in a sentence. */
  amiss: string | null;
}

/**
 * The rows of the images that a CSV names by their numbers: in its column `row`, or in the one that it has.
 *
 * @param find the row of a number, or -1
 * @param label of a row; where the file has a column `label`, it should say the same
 */
export function rowsOf(text: string, find: (number: number) => number, label: (row: number) => number): Named {
  const lines = cells(text);
  const header = lines[0] ?? [];
  const column = header.length > 1 ? header.findIndex((name) => name.toLowerCase() === 'row') : 0;
  const named = /^\d+$/.test(header[column] ?? '') ? lines : lines.slice(1);
  const found = column < 0 ? [] : named.map((line) => ({ row: /^\d+$/.test(line[column] ?? '') ? find(Number(line[column])) : -1, label: line[header.indexOf('label')] }));
  const sound = found.filter(({ row }) => row >= 0);
  const others = sound.filter((line) => line.label !== undefined && line.label !== String(label(line.row))).length;
  const rows = Int32Array.from(new Set(sound.map(({ row }) => row))).sort();
  const lost = found.length - sound.length;
  const many = (n: number) => n.toLocaleString('en');
  return {
    rows,
    amiss: !sound.length
      ? `The file names no image of this run: expected a column row with numbers of images, found ${header.length ? `“${header.slice(0, 6).join(', ')}”` : 'nothing'}.`
      : others
        ? `${many(others)} of ${many(sound.length)} images have another label here than in the file; is it of other data?`
        : lost
          ? `${many(lost)} of ${many(found.length)} lines name no image of this run, and are left out.`
          : null,
  };
}
