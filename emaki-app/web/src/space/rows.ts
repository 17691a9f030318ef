/** Selections as text: in the address, and as CSV. */

/** Ascending rows as few letters: differences in base 64, five bits a letter and a bit that says whether more follow. */
export function pack(rows: ArrayLike<number>): string {
  let text = '';
  let before = -1;
  for (let i = 0; i < rows.length; i++) {
    let gap = (rows[i] as number) - before - 1;
    before = rows[i] as number;
    do {
      const more = gap > 31 ? 32 : 0;
      text += LETTERS[(gap & 31) | more];
      gap >>>= 5;
    } while (gap > 0);
  }
  return text;
}

/** What `pack` wrote; rows outside the space and damaged text are left out. */
export function unpack(text: string, count: number): Int32Array {
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
  return Int32Array.from(rows);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Rows of either selection, ascending. */
export function union(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(new Set([...a, ...b])).sort();
}

/** Columns as CSV; text with a comma, a quote or a line break is quoted. */
export function csv(header: string[], lines: Iterable<(string | number)[]>): string {
  const cell = (value: string | number) =>
    typeof value === 'string' && /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value);
  const all = [header.join(',')];
  for (const line of lines) all.push(line.map(cell).join(','));
  return all.join('\n') + '\n';
}

/** The rows of the images that a CSV names by their numbers: in its column `row`, or its first. */
export function rowsOf(text: string, find: (number: number) => number): Int32Array {
  const lines = text.split(/\r?\n/).filter(Boolean);
  const header = (lines[0] ?? '').split(',').map((name) => name.trim().replace(/^"|"$/g, ''));
  const named = header.indexOf('row');
  const column = Math.max(0, named);
  const from = named >= 0 || Number.isNaN(Number(header[0])) ? 1 : 0;
  const rows = lines
    .slice(from)
    .map((line) => Number(line.split(',')[column]))
    .map((number) => (Number.isInteger(number) ? find(number) : -1))
    .filter((row) => row >= 0);
  return Int32Array.from([...new Set(rows)].sort((a, b) => a - b));
}
