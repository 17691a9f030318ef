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
