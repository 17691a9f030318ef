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

/** What is looked at first. */
const FIRST = [
  'status',
  'dataset.name',
  'spec.prior',
  'spec.sigma',
  'spec.lambda',
  'spec.latent_dim',
  'spec.seed',
  'reconstruction_mse.test',
  'divergence.test',
  'cluster.accuracy.test',
  'epochs',
  'seconds',
];

/** Columns that were shown or hidden by hand; the others are shown where runs differ in them. */
export interface Choice {
  shown: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
}

/** All runs by name, kept up to date. */
export class Runs {
  readonly rows = new Map<string, Row>();
  readonly columns = new Set<string>();
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
  }

  /** Begins anew, where changes may have been missed. */
  replace(table: RunTable): void {
    this.rows.clear();
    this.apply(table);
  }

  /** The columns in which the rows differ; of a single row those that are looked at first. */
  differing(rows: Iterable<Row> = this.rows.values()): string[] {
    const all = [...rows];
    const first = all[0];
    if (!first) return [];
    // One that is damaged says nothing of itself but that.
    const whole = all.filter((row) => row.fields.get('status') !== 'damaged');
    const has = (column: string, row: Row) => row.fields.get(column) ?? null;
    const differ =
      all.length === 1
        ? (column: string) => FIRST.includes(column) && has(column, first) !== null
        : (column: string) => !NOISE.test(column) && (column === 'status' ? all : whole).some((row, _, [other]) => other !== undefined && has(column, row) !== has(column, other));
    return this.ordered(differ);
  }

  /** The columns to show: how runs stand, which changes, too. */
  chosen({ shown, hidden }: Choice): string[] {
    const differ = new Set(this.differing());
    return this.ordered((column) => !hidden.has(column) && (column === 'status' || shown.has(column) || differ.has(column)));
  }

  /** Some of the columns, in the order in which they are looked at. */
  private ordered(wanted: (column: string) => boolean): string[] {
    const rank = (column: string) => (FIRST.includes(column) ? FIRST.indexOf(column) : FIRST.length);
    return [...this.columns].filter(wanted).sort((a, b) => rank(a) - rank(b));
  }
}

/** What differs between any two runs and says little: chosen by hand, if at all. */
const NOISE = /^(command|message|created|machine\.|dataset\.(source|folder)|.*_alone$|accuracy$|spec\.(kind|data)$)/;

const HEADINGS: Record<string, string> = { 'dataset.name': 'data', 'spec.epochs': 'most epochs' };

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

function contains(word: string): Test {
  const wanted = word.toLowerCase();
  return (row) =>
    row.name.toLowerCase().includes(wanted) ||
    [...row.fields.values()].some((v) => typeof v === 'string' && v.toLowerCase().includes(wanted));
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
