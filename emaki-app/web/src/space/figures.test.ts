import { describe, expect, it } from 'vitest';
import type { Clustering, Run } from '../api';
import { ofClustering, ofRun, ofStability, words } from './figures';

const record: Run['record'] = {
  command: '',
  message: null,
  dataset: { name: 'd', images: 1, class_names: [] },
  spec: { epochs: 1 },
  accuracy: null,
  reconstruction_mse: { train: 0.03, validation: 0.04, test: 0.05 },
  divergence: null,
};

const kmeans: Clustering = { name: 'a', method: 'kmeans:k=3', k: 3, matching: null, noise: 0, figures: {}, silhouette: { train: 0.5, validation: null, test: null } };

describe('the figures of a run', () => {
  it('are those that it has', () => {
    expect(ofRun(record).lines.map(({ name, cells }) => [name, cells])).toEqual([['error', [0.03, 0.05, null]]]);
  });

  it('stand beside the prior', () => {
    const one = { two_sample_accuracy: 0.6, coverage: 0.9, off: 1.2, sliced_distance: 0.1 };
    const fit = { train: one, test: { ...one, off: 2 }, floor: { ...one, off: 1 } };
    const { lines } = ofRun({ ...record, divergence: { name: 'cauchy-schwarz', train: 1, test: 2, floor: 0.3 }, fit });
    expect(lines.map(({ name }) => name)).toEqual(['error', 'divergence', '1-NN', 'covered', 'off', 'sliced W2']);
    expect(lines[1]?.cells).toEqual([1, 2, 0.3]);
    expect(lines[4]?.cells).toEqual([1.2, 2, 1]);
  });
});

describe('the figures of a clustering', () => {
  it('are scores that it has', () => {
    expect(ofClustering(kmeans).lines.map(({ name, cells }) => [name, cells])).toEqual([['silhouette', [0.5, null, null]]]);
    expect(ofClustering({ ...kmeans, accuracy: { train: 0.4, all: 0.3 } }).lines[0]?.cells).toEqual([0.4, null, 0.3]);
  });

  it('tell how stable it is where that was asked', () => {
    expect(ofStability(kmeans).lines).toEqual([]);
    const samples = { fits: 4, mean: 0.8, least: 0.7, fewest: 2, most: 3 };
    const dense = { ...kmeans, stability: { seeds: null, samples } };
    expect(ofStability(dense).lines.map(({ name, cells }) => [name, cells])).toEqual([['4 samples', [0.8, 0.7, '2–3']]]);
    expect(words(dense)).toContain('Other seeds give the same clusters.');
    expect(words({ ...kmeans, noise: 7, figures: { log_likelihood: -2.5 } })).toEqual(['kmeans:k=3', '3 clusters, 7 images in none', 'log likelihood -2.5']);
  });
});
