import { present, within } from '../present';
import { VERDICTS } from './annotations';
import { className, clusterName, SPLITS, titleOf, type Space } from './data';
import { AGREES, categorical, DISAGREES, UNKNOWN, type Rgb } from './palette';

/** What points can be grouped by, each with its points hidden by the state's field of that name. */
export const HIDES = {
  class: 'classes',
  cluster: 'clusters',
  split: 'splits',
  predicted: 'predictions',
  verdict: 'verdicts',
  given: 'labels',
  agreement: 'agreements',
} as const;

export type Facet = keyof typeof HIDES;
export type Hides = Record<(typeof HIDES)[Facet], Set<number>>;

export const FACETS = Object.keys(HIDES) as Facet[];

/** Points by group. */
export interface Groups {
  /** [count], a number for each point's group */
  codes: ArrayLike<number>;
  name: (code: number) => string;
  colour: (code: number) => Rgb;
}

/** What of a space points are grouped by; the parts that a run may lack can be missing. */
export type Grouped = Pick<Space, 'labels' | 'split' | 'cluster'> & Partial<Pick<Space, 'classNames' | 'script' | 'clustering' | 'judged' | 'given'>>;

const AGREEMENTS = ['class matches its cluster', 'another class', 'no label'];

/** The groups of a space by one of the ways to group it; null where it has none. */
export function groupsOf(space: Grouped, facet: Facet): Groups | null {
  const { judged, given, cluster, classNames = [], script = [] } = space;
  const title = (name: string) => titleOf({ classNames, script }, name);
  switch (facet) {
    case 'class':
      return { codes: space.labels, name: (code) => title(className({ classNames }, code)), colour: categorical };
    case 'cluster':
      return cluster && { codes: cluster, name: (code) => clusterName({ clustering: space.clustering ?? null }, code), colour: categorical };
    case 'split':
      return { codes: space.split, name: (code) => present(SPLITS[code]), colour: categorical };
    case 'predicted':
      return judged ? { codes: judged.predicted, name: (code) => title(present(judged.classes[code])), colour: categorical } : null;
    case 'verdict':
      return judged ? { codes: judged.verdict, name: (code) => present(VERDICTS[code]), colour: judging } : null;
    case 'given':
      return given ? { codes: given.codes, name: (code) => (code < 0 ? 'no name' : present(given.names[code])), colour: categorical } : null;
    case 'agreement':
      return { codes: agreement(space), name: (code) => present(AGREEMENTS[code]), colour: judging };
  }
}

function judging(code: number): Rgb {
  return present([AGREES, DISAGREES, UNKNOWN][code]);
}

/** Whether each point's class is the one that its cluster was matched to, codes as in AGREEMENTS. Noise matches nothing, though -1 stands for no cluster too. */
function agreement({ labels, cluster, clustering }: Grouped): Int32Array {
  const matching = clustering?.matching ?? [];
  return labels.map((label, i) => {
    const found = cluster?.[i] ?? -1;
    return label < 0 || !cluster ? 2 : found >= 0 && matching[label] === found ? 0 : 1;
  });
}

/** How many points of each group there are, of those that are let through, by ascending codes; these are -1 or more. */
export function counts(codes: ArrayLike<number>, passes: (i: number) => boolean = () => true): Map<number, number> {
  const sizes: number[] = [];
  for (let i = 0; i < codes.length; i++) {
    const code = within(codes[i]) + 1;
    if (passes(i)) sizes[code] = (sizes[code] ?? 0) + 1;
  }
  const groups = new Map<number, number>();
  sizes.forEach((size, code) => groups.set(code - 1, size));
  return groups;
}
