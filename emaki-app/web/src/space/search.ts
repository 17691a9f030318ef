import { present } from '../present';
import { numberOf, rowOf, type Space } from './data';
import { groupsOf, type Facet } from './facets';

/** What a search found: an image, or images by what they have in common. */
export interface Match {
  kind: string;
  name: string;
  /** Ascending; computed when it is wanted, for they may be many. */
  rows: () => Int32Array;
  /** Whether it is one image, which is looked at rather than selected. */
  single: boolean;
}

const MOST_GROUPS = 8;
const MOST_FILES = 6;

const KINDS: [Facet, string][] = [
  ['class', 'class'],
  ['given', 'label'],
  ['cluster', 'cluster'],
  ['predicted', 'predicted'],
];

/** The images that words name: by number, class, label, cluster, prediction or file; the likeliest first. */
export function search(space: Space, words: string): Match[] {
  const query = words.trim().toLowerCase();
  if (!query) return [];
  return [...byNumber(space, query), ...byGroup(space, query), ...byFile(space, query)];
}

function byNumber(space: Space, query: string): Match[] {
  const row = /^\d{1,9}$/.test(query) ? rowOf(space, Number(query)) : -1;
  return row < 0 ? [] : [single('image', query, row)];
}

function single(kind: string, name: string, row: number): Match {
  return { kind, name, single: true, rows: () => Int32Array.of(row) };
}

function byGroup(space: Space, query: string): Match[] {
  const found = KINDS.flatMap(([facet, kind]) => {
    const groups = groupsOf(space, facet);
    if (!groups || (facet === 'class' && !space.shape.labelled)) return [];
    const { codes, name } = groups;
    return [...new Set(Array.from(codes))].flatMap((code) => {
      const closeness = likeness(query, name(code), kind, code);
      return closeness ? [{ closeness, match: { kind, name: name(code), single: false, rows: () => rowsWith(codes, code) } }] : [];
    });
  });
  return found
    .sort((a, b) => b.closeness - a.closeness)
    .slice(0, MOST_GROUPS)
    .map(({ match }) => match);
}

/** 3: the very name or number, 2: begins so, 1: is in it, 0: not at all. */
function likeness(query: string, name: string, kind: string, code: number): number {
  const [bare, whole] = [name.toLowerCase(), `${kind} ${name}`.toLowerCase()];
  if (bare === query || whole === query || String(code) === query) return 3;
  if (bare.startsWith(query) || whole.startsWith(query)) return 2;
  return bare.includes(query) ? 1 : 0;
}

function rowsWith(codes: ArrayLike<number>, wanted: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (codes[row] === wanted) rows.push(row);
  return Int32Array.from(rows);
}

function byFile({ files }: Space, query: string): Match[] {
  const rows: number[] = [];
  files?.forEach((file, row) => {
    if (file.toLowerCase().includes(query)) rows.push(row);
  });
  const all = rows.length > 1 ? [{ kind: 'files', name: `with “${query}” in their names`, single: false, rows: () => Int32Array.from(rows) }] : [];
  return [...all, ...rows.slice(0, MOST_FILES).map((row) => single('file', present(files?.[row]), row))];
}

/** The number of an image, or how many images there are. */
export function told(space: Space, { single, rows }: Match): string {
  const found = rows();
  return single ? `image ${numberOf(space, present(found[0]))}` : `${found.length.toLocaleString('en')} images`;
}
