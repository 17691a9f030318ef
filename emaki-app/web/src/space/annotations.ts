import type { Run } from '../api';
import { within } from '../present';
import type { RunSource } from '../source';

/** What a run's classifier says of its images. */
export interface Judged {
  /** Of the classifier, by number. */
  classes: string[];
  /** [count], the most probable class */
  predicted: Int32Array;
  /** [count], its probability */
  confidence: Float32Array;
  /** [count], the class that it should be; -1: not known */
  truth: Int32Array;
  /** [count], codes as in VERDICTS */
  verdict: Int32Array;
}

export const VERDICTS = ['right', 'wrong', 'no label'];

/** The names that a person gave to images, by labels.csv. */
export interface Given {
  names: string[];
  /** [count], -1: none */
  codes: Int32Array;
}

type From = Pick<RunSource, 'points'>;

export async function judged(source: From, { classifier }: Pick<Run, 'classifier'>): Promise<Judged | null> {
  // A page of an emaki before them has no word of it.
  if (!classifier) return null;
  const [predicted, confidence, truth] = await Promise.all([source.points('predicted'), source.points('confidence'), source.points('truth')]);
  return judgement(classifier.classes, new Int32Array(predicted), new Float32Array(confidence), new Int32Array(truth));
}

export function judgement(classes: string[], predicted: Int32Array, confidence: Float32Array, truth: Int32Array): Judged {
  const verdict = truth.map((label, i) => (label < 0 ? 2 : label === within(predicted[i]) ? 0 : 1));
  return { classes, predicted, confidence, truth, verdict };
}

export async function given(source: From, run: Pick<Run, 'given'>): Promise<Given | null> {
  return run.given ? { names: run.given, codes: new Int32Array(await source.points('given')) } : null;
}

/** One name for some images. */
export interface Naming {
  /** Empty: they have none. */
  name: string;
  /** Whether it was given to these very images; else it is their clusters'. */
  by_hand: boolean;
  rows: number[];
}

/** The names once some images are called otherwise, numbered by letters as labels.csv has them; null where none is left. */
export function renamed(before: Given | null, count: number, namings: Pick<Naming, 'name' | 'rows'>[]): Given | null {
  const byRow = Array.from({ length: count }, (_, row) => before?.names[before.codes[row] ?? -1] ?? '');
  for (const { name, rows } of namings) for (const row of rows) byRow[row] = name;
  const names = [...new Set(byRow)].filter(Boolean).sort();
  const codes = new Map(names.map((name, code) => [name, code]));
  return names.length ? { names, codes: Int32Array.from(byRow, (name) => codes.get(name) ?? -1) } : null;
}

/** The same groups where names have other numbers: what is hidden stays so. */
export function renumbered(hidden: Set<number>, before: Given | null, now: Given | null): Set<number> {
  const codes = [...hidden].map((code) => (code < 0 ? code : (now?.names.indexOf(before?.names[code] ?? '') ?? -1)));
  return new Set(codes.filter((code, i) => code >= 0 || [...hidden][i] === code));
}
