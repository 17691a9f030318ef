/** The table's logic, without a page: which columns, which rows, in which order. */

import type { RunTable, Value } from '../api';
import { present } from '../present';

export interface Row {
  name: string;
  fields: Map<string, Value>;
  curve: (number | null)[];
}

export interface Sort {
  column: string;
  down: boolean;
}

/** What the table opens on: what was trained, how well the prior is filled, what came of it, when. */
const OPENING = [
  'status',
  'dataset.name',
  'spec.model',
  'spec.objective',
  'spec.prior',
  'fit.test.coverage',
  'fit.test.two_sample_accuracy',
  'reconstruction_mse.test',
  'cluster.k',
  'cluster.accuracy.test',
  'classifier.accuracy.test',
  'created',
];

/** Columns that were shown or hidden by hand; the others are as the table opens. */
export interface Choice {
  shown: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
}

/** All runs by name, kept up to date. */
export class Runs {
  readonly rows = new Map<string, Row>();
  readonly columns = new Set<string>();
  /** Those of which some run says something. */
  private readonly filled = new Set<string>();
  /** How many runs there are; more than rows while they are being read. */
  of = 0;

  apply(table: RunTable): void {
    table.gone.forEach((name) => this.rows.delete(name));
    this.of = table.of;
    table.columns.forEach((column) => this.columns.add(column));
    const shared = Object.entries(table.shared);
    shared.forEach(([column]) => this.columns.add(column));
    for (const { name, values, curve } of table.rows) {
      const fields = new Map(shared);
      values.forEach((value, i) => fields.set(present(table.columns[i]), value));
      this.rows.set(name, { name, fields, curve });
    }
    shared.forEach(([column, value]) => value !== null && this.filled.add(column));
    table.columns.forEach((column, i) => !this.filled.has(column) && table.rows.some(({ values }) => values[i] !== null) && this.filled.add(column));
  }

  /** Begins anew, where changes may have been missed. */
  replace(table: RunTable): void {
    this.rows.clear();
    this.apply(table);
  }

  /** The columns in which the rows differ, settings first; of a single row those that the table opens on. */
  differing(rows: Iterable<Row> = this.rows.values()): string[] {
    const all = [...rows];
    const first = all[0];
    if (!first) return [];
    // One that is damaged says nothing of itself but that.
    const whole = all.filter((row) => row.fields.get('status') !== 'damaged');
    const has = (column: string, row: Row) => row.fields.get(column) ?? null;
    const differ =
      all.length === 1
        ? (column: string) => OPENING.includes(column) && has(column, first) !== null
        : (column: string) => !NOISE.test(column) && (column === 'status' ? all : whole).some((row, _, [other]) => other !== undefined && has(column, row) !== has(column, other));
    return this.ordered(differ, (column) => (isSetting(column) ? 0 : 1));
  }

  /** The settings in which the runs differ. */
  varied(): string[] {
    return this.differing().filter(isSetting);
  }

  /** The columns to show: those that the table opens on, as far as some run says something there, unless chosen otherwise. */
  chosen({ shown, hidden }: Choice): string[] {
    return this.ordered((column) => !hidden.has(column) && (shown.has(column) || (OPENING.includes(column) && this.filled.has(column))));
  }

  /** All columns of which some run says something, those that the table opens on first. */
  all(): string[] {
    return this.ordered((column) => this.filled.has(column));
  }

  /** Some of the columns, in the order in which they are looked at. */
  private ordered(wanted: (column: string) => boolean, before: (column: string) => number = () => 0): string[] {
    const rank = (column: string) => (OPENING.includes(column) ? OPENING.indexOf(column) : isSetting(column) ? PRIOR : OPENING.length);
    return [...this.columns].filter(wanted).sort((a, b) => before(a) - before(b) || rank(a) - rank(b));
  }
}

/** Whether a column tells what was decided before a run began. */
export function isSetting(column: string): boolean {
  return /^(dataset\.name$|spec\.)/.test(column);
}

/** Settings that are shown beside those of the opening stand after the last of these. */
const PRIOR = OPENING.indexOf('spec.prior');

/** What differs between any two runs and says little: chosen by hand, if at all. */
const NOISE = /^(command|message|created|machine\.|dataset\.(source|folder)|.*_alone$|accuracy$|spec\.(kind|data)$)/;

const HEADINGS: Record<string, string> = {
  'dataset.name': 'data',
  'spec.epochs': 'most epochs',
  'fit.test.coverage': 'prior filled',
  'fit.test.two_sample_accuracy': '1-NN',
  'reconstruction_mse.test': 'error',
  'cluster.k': 'clusters',
  'cluster.accuracy.test': 'clusters right',
  'classifier.accuracy.test': 'classifier right',
  created: 'when',
};

/** What a figure means. */
const MEANINGS: Record<string, string> = {
  'fit.test.coverage': 'The share of the prior that test latents cover; 1 is best',
  'fit.test.two_sample_accuracy': 'How well nearest neighbours tell test latents from the prior; 0.5 is best: not at all',
  'reconstruction_mse.test': 'Mean squared reconstruction error of test images',
  'cluster.k': 'Clusters of the clustering made last',
  'cluster.accuracy.test': 'Share of test images whose cluster is that of their class',
  'classifier.accuracy.test': 'Share of test images that the classifier names rightly',
};

/** A heading's tooltip. */
export function meaning(column: string): string {
  const known = MEANINGS[column];
  return known ? `${known} (${column})` : column;
}

/** The group of the chooser in which a column stands. */
export function groupOf(column: string): string {
  return Object.entries(GROUPS).find(([, columns]) => columns.test(column))?.[0] ?? 'Run';
}

/** In the order of the chooser. */
export const GROUPS: Record<string, RegExp> = {
  Run: /^(status|message|created|seconds|epochs|best_epoch|emaki|command)$/,
  Data: /^(dataset|split)\./,
  Settings: /^spec\./,
  'Error and divergence': /^(reconstruction_mse|divergence)(\.|$)/,
  'How the prior is filled': /^fit(\.|$)/,
  Clusters: /^cluster(ings)?\./,
  Classifier: /^(classifier\.|accuracy)/,
  Machine: /^(machine|checksums|parts)(\.|$)/,
};

/** Where a run's data, prior or source are: what counts there is the last part. */
const PLACES = /^(dataset\.(name|source|folder)|spec\.(data|source|prior))$/;

/** A text as it is shown: of a path its last part. What is saved is whole. */
export function shortened(column: string, text: string): string {
  return PLACES.test(column) ? text.replace(/^([a-z][a-z-]+:)?.*[\\/]([^\\/]+)[\\/]*$/s, '$1$2') : text.replace(/(^|[\s='"])(?:[A-Za-z]:)?[\\/](?:[^\s'"\\/]+[\\/])+(?=[^\s'"\\/])/g, '$1');
}

/** A dotted name as a heading. */
export function heading(column: string): string {
  const special = HEADINGS[column];
  if (special) return special;
  return column
    .replace(/^(spec|dataset|machine)\./, '')
    .replace('reconstruction_mse', 'MSE')
    .replaceAll('_', ' ')
    .replaceAll('.', ' · ');
}

type Test = (row: Row) => boolean;

/**
 * Words that must all hold: `sigma>=10`, `prior=swiss`, `status!=failed`, or any text of the row. A column may be named
 * by its last part.
 */
export function filter(query: string, columns: Iterable<string>): Test {
  const names = [...columns];
  const tests = query
    .split(/\s+/)
    .filter(Boolean)
    .map((word): Test => {
      const parts = /^([\w.]+)(>=|<=|!=|=|>|<)(.*)$/.exec(word);
      if (!parts) return contains(word);
      const [, name = '', operator = '', wanted = ''] = parts;
      const column = ['name', ...names].find((c) => c === name) ?? names.find((c) => c.endsWith('.' + name));
      return column ? compare(column, operator, wanted) : contains(word);
    });
  return (row) => tests.every((test) => test(row));
}

/** Names and values: a text anywhere, a number from its beginning. */
function contains(word: string): Test {
  const wanted = word.toLowerCase();
  const numeral = /^[\d.]+$/.test(word);
  const has = (value: Value) => (typeof value === 'string' ? value.toLowerCase().includes(wanted) : numeral && value !== null && String(value).startsWith(word));
  return (row) => row.name.toLowerCase().includes(wanted) || [...row.fields.values()].some(has);
}

function compare(column: string, operator: string, wanted: string): Test {
  const limit = Number(wanted);
  return (row) => {
    const value = column === 'name' ? row.name : (row.fields.get(column) ?? null);
    if (operator === '=' || operator === '!=') {
      const same =
        value !== null &&
        (wanted !== '' && !Number.isNaN(limit) && numeric(value) !== null
          ? numeric(value) === limit
          : String(value).toLowerCase().includes(wanted.toLowerCase()));
      return same === (operator === '=');
    }
    const found = numeric(value);
    if (found === null || Number.isNaN(limit)) return false;
    return operator === '>' ? found > limit : operator === '<' ? found < limit : operator === '>=' ? found >= limit : found <= limit;
  };
}

/** Whole numbers travel as text. */
export function numeric(value: Value): number | null {
  if (typeof value === 'number') return value;
  return value !== null && value !== '' && !Number.isNaN(Number(value)) ? Number(value) : null;
}

/** Sorts in place: numbers by size, text by letters, what is missing last either way. */
export function sort(rows: Row[], { column, down }: Sort): Row[] {
  const sign = down ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, column === 'name' ? row.name : (row.fields.get(column) ?? null)]));
  const collator = new Intl.Collator('en', { numeric: true });
  return rows.sort((a, b) => {
    const x = keys.get(a) ?? null;
    const y = keys.get(b) ?? null;
    if (x === null || y === null) return x === y ? collator.compare(a.name, b.name) : x === null ? 1 : -1;
    const p = numeric(x);
    const q = numeric(y);
    const order = p !== null && q !== null ? p - q : collator.compare(String(x), String(y));
    return sign * order || collator.compare(a.name, b.name);
  });
}
