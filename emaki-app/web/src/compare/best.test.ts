import { expect, it } from 'vitest';
import type { Value } from '../api';
import type { Row } from '../runs/table';
import { best } from './best';

function rows(column: string, values: Value[], others: Record<string, Value[]> = {}): Row[] {
  return values.map((value, i) => ({ name: 'abc'.charAt(i), fields: new Map([[column, value], ...Object.entries(others).map(([name, all]): [string, Value] => [name, all[i] ?? null])]), curve: [] }));
}

it.each<[string, Value[], Record<string, Value[]>, string]>([
  ['cluster.accuracy.test', [0.2, 0.9, null], {}, 'b'],
  ['reconstruction_mse.test', [0.2, 0.9, 0.2], {}, 'ac'],
  ['fit.test.two_sample_accuracy', [0.6, 0.5, 0.9], {}, 'b'],
  ['fit.test.coverage', [0.6, 0.5, 0.9], { 'spec.prior': ['ring', 'none', 'ring'] }, 'c'],
  ['fit.test.sliced_distance', [0.6, 0.5], { 'spec.prior': ['ring', 'disc'] }, ''],
  ['divergence.test', [0.6, 0.5], { 'spec.sigma': [1, 2] }, ''],
  ['divergence.floor', [0.6, 0.5], {}, ''],
  ['reconstruction_mse.test', [0.2, 0.9], { 'dataset.source': ['kana', 'kmnist'] }, ''],
  ['cluster.ari.all', [0.2, 0.2], {}, ''],
  ['cluster.ari.all', [0.2, null], {}, ''],
  ['seconds', [1, 2], {}, ''],
])('of %s %j, where %j, the best are: %s', (column, values, others, names) => {
  expect([...best(column, rows(column, values, others))].map(({ name }) => name).join('')).toBe(names);
});
