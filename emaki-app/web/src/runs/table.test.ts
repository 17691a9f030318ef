import { describe, expect, it } from 'vitest';
import type { Value } from '../api';
import { present } from '../present';
import { filter, groupOf, heading, Runs, shortened, sort } from './table';

const COLUMNS = ['status', 'dataset.name', 'spec.prior', 'spec.sigma', 'machine.cores', 'reconstruction_mse.test'];

function runs(...rows: [string, ...Value[]][]): Runs {
  const all = new Runs();
  all.apply({ columns: COLUMNS, rows: rows.map(([name, ...values]) => ({ name, values, curve: [] })), shared: {}, gone: [], of: rows.length });
  return all;
}

const three = () =>
  runs(
    ['a', 'finished', 'kmnist', 'swiss-roll:scale=1', 1, '2', 0.08],
    ['b', 'failed', 'kmnist', 'swiss-roll:scale=1', 10, '4', null],
    ['c', 'finished', 'kmnist', 'none', 9, '2', 0.06],
  );

describe('the table of runs', () => {
  const none = { shown: new Set<string>(), hidden: new Set<string>() };

  it('opens on what matters, as far as some run says it', () => {
    expect(three().chosen(none)).toEqual(['status', 'dataset.name', 'spec.prior', 'reconstruction_mse.test']);
    expect(runs(['a', 'running', 'kmnist', null, 1, '2', null]).chosen(none)).toEqual(['status', 'dataset.name']);
  });

  it('knows the settings in which runs differ', () => {
    expect(three().varied()).toEqual(['spec.prior', 'spec.sigma']);
  });

  it('tells what differs, settings first, noise left out', () => {
    expect(three().differing()).toEqual(['spec.prior', 'spec.sigma', 'status', 'reconstruction_mse.test']);
    const alike = runs(['a', 'finished', 'kmnist', 'none', 1, '2', 0.1], ['b', 'finished', 'kmnist', 'none', 1, '4', 0.2]);
    expect(alike.differing()).toEqual(['reconstruction_mse.test']);
  });

  it('takes no part of a run that is damaged, which says nothing, for a difference', () => {
    const damaged = runs(['a', 'finished', 'kmnist', 'none', 1, '2', 0.1], ['b', 'finished', 'kmnist', 'none', 1, '4', 0.2], ['c', 'damaged', null, null, null, null, null]);
    expect(damaged.differing()).toEqual(['status', 'reconstruction_mse.test']);
    expect(runs(['c', 'damaged', null, null, null, null, null]).differing()).toEqual(['status']);
  });

  it('tells of a single run, which differs from nothing, what the table opens on', () => {
    const one = runs(['a', 'finished', 'kmnist', null, 1, '2', 0.1]);
    expect(one.differing()).toEqual(['dataset.name', 'status', 'reconstruction_mse.test']);
    expect(runs().differing()).toEqual([]);
  });

  it('remembers what was chosen, whatever comes later', () => {
    const all = three();
    const choice = { shown: new Set(['spec.sigma', 'later']), hidden: new Set(['dataset.name']) };
    expect(all.chosen(choice)).toEqual(['status', 'spec.prior', 'spec.sigma', 'reconstruction_mse.test']);
    all.apply({ columns: ['later', 'dataset.name'], shared: {}, rows: [{ name: 'd', values: [1, 'kana'], curve: [] }], gone: [], of: 4 });
    expect(all.chosen(choice)).toContain('later');
    expect(all.chosen(choice)).not.toContain('dataset.name');
    expect(all.chosen({ ...none, hidden: new Set(['status']) })).not.toContain('status');
  });

  it('begins anew where changes may have been missed', () => {
    const all = three();
    all.replace({ columns: ['status'], shared: {}, rows: [{ name: 'b', values: ['running'], curve: [] }], gone: [], of: 1 });
    expect([...all.rows.keys()]).toEqual(['b']);
  });

  it('follows changes', () => {
    const all = three();
    all.apply({ columns: ['status'], shared: { 'spec.sigma': 3 }, rows: [{ name: 'd', values: ['running'], curve: [1, null] }], gone: ['a'], of: 7 });
    expect([...all.rows.keys()]).toEqual(['b', 'c', 'd']);
    expect(present(all.rows.get('d')).fields.get('spec.sigma')).toBe(3);
    expect(all.of).toBe(7);
  });

  it.each([
    ['', 'abc'],
    ['swiss', 'ab'],
    ['prior=none', 'c'],
    ['sigma>=9 status=finished', 'c'],
    ['sigma<9', 'a'],
    ['spec.sigma=10', 'b'],
    ['status!=finished', 'b'],
    ['name=c', 'c'],
    ['test>0', 'ac'],
    ['nonsense=1', ''],
    ['0.08', 'a'],
  ])('filters by %j', (query, names) => {
    const all = three();
    const test = filter(query, all.columns);
    expect([...all.rows.values()].filter(test).map((row) => row.name).join('')).toBe(names);
  });

  it('sorts numbers by size, text by letters, what is missing last', () => {
    const order = (column: string, down: boolean) => sort([...three().rows.values()], { column, down }).map((row) => row.name).join('');
    expect(order('spec.sigma', false)).toBe('acb');
    expect(order('spec.sigma', true)).toBe('bca');
    expect(order('reconstruction_mse.test', false)).toBe('cab');
    expect(order('reconstruction_mse.test', true)).toBe('acb');
    expect(order('name', true)).toBe('cba');
  });

  it('names columns for people, and groups them', () => {
    expect(heading('reconstruction_mse.train')).toBe('MSE · train');
    expect(heading('spec.latent_dim')).toBe('latent dim');
    expect(['status', 'spec.prior', 'fit.test.off', 'cluster.k', 'accuracy.test', 'machine.cores', 'else'].map(groupOf)).toEqual(['Run', 'Settings', 'How the prior is filled', 'Clusters', 'Classifier', 'Machine', 'Run']);
  });

  it.each([
    ['dataset.name', '/data/a b/kuzushi', 'kuzushi'],
    ['dataset.source', 'C:\\data\\faces\\', 'faces'],
    ['spec.prior', 'points:/tmp/runs/priors/drawn-1.npz', 'points:drawn-1.npz'],
    ['spec.prior', 'swiss-roll:scale=1', 'swiss-roll:scale=1'],
    ['dataset.source', 'kana:20000', 'kana:20000'],
    ['message', 'images: /data/x/y.png is damaged', 'images: y.png is damaged'],
    ['command', "emaki train --data '/data/x' --out=/tmp/runs/a", "emaki train --data 'x' --out=a"],
    ['message', 'a loss of 3/4', 'a loss of 3/4'],
  ])('shows of a path in %s its last part: %s', (column, text, short) => {
    expect(shortened(column, text)).toBe(short);
  });
});
