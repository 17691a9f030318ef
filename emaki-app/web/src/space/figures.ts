/** What was measured of a run and of its clusterings, as tables. */

import type { Clustering, Run, ShapeFit } from '../api';
import { el, number } from '../dom';

export interface Line {
  name: string;
  /** What the figure means. */
  title?: string;
  cells: (number | string | null)[];
}

export interface Table {
  columns: string[];
  lines: Line[];
}

type BySplit = Record<string, number | null> | null | undefined;

const told = (lines: Line[]) => lines.filter(({ cells }) => cells.some((cell) => cell !== null));

const bySplit = (name: string, values: BySplit, splits: string[], title?: string): Line => ({
  name,
  ...(title === undefined ? {} : { title }),
  cells: splits.map((split) => values?.[split] ?? null),
});

/** How the latents came out, beside what the prior's own points score. */
export function ofRun({ reconstruction_mse: error, divergence, fit }: Run['record']): Table {
  const filled = (name: string, figure: (of: ShapeFit) => number, title: string): Line => ({
    name,
    title,
    cells: fit ? [figure(fit.train), figure(fit.test), figure(fit.floor)] : [null, null, null],
  });
  const lines = [
    bySplit('error', error, ['train', 'test', 'prior'], 'Mean squared error of a pixel in [0, 1]'),
    {
      name: 'divergence',
      title: divergence?.name ?? '',
      cells: [divergence?.train ?? null, divergence?.test ?? null, divergence?.floor ?? null],
    },
    filled('1-NN', (of) => of.two_sample_accuracy, 'Whether a nearest neighbour tells latents and prior apart: .5 not at all, 1 always'),
    filled('covered', (of) => of.coverage, 'Share of the prior that has latents near it'),
    filled('off', (of) => of.off, 'How far latents are off the prior; 1: no farther than its own points'),
    filled('sliced W2', (of) => of.sliced_distance, 'Sliced Wasserstein distance to the prior'),
  ];
  return { columns: ['train', 'test', 'prior'], lines: told(lines) };
}

/** How its clusters agree with the classes, where there are any, and how far they lie apart. */
export function ofClustering(clustering: Clustering): Table {
  const columns = ['train', 'test', 'all'];
  const { accuracy, nmi, ari, purity, silhouette } = clustering;
  return {
    columns,
    lines: told([
      bySplit('accuracy', accuracy, columns),
      bySplit('NMI', nmi, columns, 'Normalised mutual information of classes and clusters'),
      bySplit('ARI', ari, columns, 'Adjusted Rand index of classes and clusters'),
      bySplit('purity', purity, columns),
      bySplit('silhouette', silhouette, columns, 'From -1 to 1; no labels take part'),
    ]),
  };
}

/** How other fits agree with it; empty where nobody asked. */
export function ofStability({ stability }: Clustering): Table {
  const found = (fewest: number, most: number) => (fewest === most ? String(most) : `${fewest}–${most}`);
  const line = (of: 'seeds' | 'samples', words: string): Line[] => {
    const agreement = stability?.[of];
    return agreement
      ? [{ name: `${agreement.fits} ${words}`, title: 'Adjusted Rand index with these clusters', cells: [agreement.mean, agreement.least, found(agreement.fewest, agreement.most)] }]
      : [];
  };
  return { columns: ['mean', 'least', 'clusters'], lines: [...line('seeds', 'seeds'), ...line('samples', 'samples')] };
}

/** What is said of it in words. */
export function words({ method, assumption, k, noise, figures, stability }: Clustering): string[] {
  return [
    method,
    `${k} clusters${noise ? `, ${number(noise)} images in none` : ''}`,
    ...(assumption ? [`Assumed: ${assumption}.`] : []),
    ...Object.entries(figures ?? {}).map(([name, value]) => `${name.replaceAll('_', ' ')} ${number(value)}`),
    ...(stability && !stability.seeds ? ['Other seeds give the same clusters.'] : []),
  ];
}

function drawn({ columns, lines }: Table): HTMLElement | null {
  if (!lines.length) return null;
  // Three digits: the panel is narrow, and seeds move the third.
  const cell = (value: number | string | null) => (value === null ? '' : typeof value === 'string' ? value : number(Number(value.toPrecision(3))));
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, el('td'), ...columns.map((column) => el('th', { scope: 'col' }, column)))),
    el(
      'tbody',
      {},
      ...lines.map(({ name, title, cells }) => el('tr', { title: title ?? null }, el('th', { scope: 'row' }, name), ...cells.map((value) => el('td.number', {}, cell(value))))),
    ),
  );
}

/** All that was measured; of the clusterings one. */
export function figures(run: Run, clustering: Clustering | null): HTMLElement[] {
  const parts = [drawn(ofRun(run.record))];
  if (clustering) {
    parts.push(el('h3', {}, `Clusters: ${clustering.name}`), ...words(clustering).map((sentence) => el('p.hint', {}, sentence)));
    parts.push(drawn(ofClustering(clustering)));
    const stability = drawn(ofStability(clustering));
    if (stability) parts.push(el('h3', {}, 'Stability'), stability);
  }
  return parts.filter((part) => part !== null);
}
