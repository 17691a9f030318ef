import { describe, expect, it } from 'vitest';
import type { Value } from '../api';
import { present } from '../present';
import { filter, heading, Runs, sort } from './table';

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
  it('shows what differs and nothing else, noise left out', () => {
    expect(three().differing()).toEqual(['status', 'spec.prior', 'spec.sigma', 'reconstruction_mse.test']);
    const alike = runs(['a', 'finished', 'kmnist', 'none', 1, '2', 0.1], ['b', 'finished', 'kmnist', 'none', 1, '4', 0.2]);
    expect(alike.differing()).toEqual(['reconstruction_mse.test']);
  });

  it('takes no part of a run that is damaged, which says nothing, for a difference', () => {
    const damaged = runs(['a', 'finished', 'kmnist', 'none', 1, '2', 0.1], ['b', 'finished', 'kmnist', 'none', 1, '4', 0.2], ['c', 'damaged', null, null, null, null, null]);
    expect(damaged.differing()).toEqual(['status', 'reconstruction_mse.test']);
    expect(runs(['c', 'damaged', null, null, null, null, null]).differing()).toEqual(['status']);
  });

  it('shows of a single run, which differs from nothing, what is looked at first', () => {
    const one = runs(['a', 'finished', 'kmnist', null, 1, '2', 0.1]);
    expect(one.differing()).toEqual(['status', 'dataset.name', 'spec.sigma', 'reconstruction_mse.test']);
    expect(runs().differing()).toEqual([]);
  });

  it('remembers what was chosen, whatever differs later', () => {
    const all = three();
    const choice = { shown: new Set(['machine.cores', 'later']), hidden: new Set(['spec.sigma']) };
    expect(all.chosen(choice)).toEqual(['status', 'spec.prior', 'reconstruction_mse.test', 'machine.cores']);
    all.apply({ columns: ['later', 'spec.sigma'], shared: {}, rows: [{ name: 'd', values: [1, 77], curve: [] }], gone: [], of: 4 });
    expect(all.chosen(choice)).toContain('later');
    expect(all.chosen(choice)).not.toContain('spec.sigma');
  });

  it('shows how runs stand even where they all stand alike, unless that is hidden', () => {
    const alike = runs(['a', 'finished', 'kmnist', 'none', 1, '2', 0.1], ['b', 'finished', 'kmnist', 'none', 1, '4', 0.2]);
    const none = new Set<string>();
    expect(alike.chosen({ shown: none, hidden: none })).toEqual(['status', 'reconstruction_mse.test']);
    expect(alike.chosen({ shown: none, hidden: new Set(['status']) })).toEqual(['reconstruction_mse.test']);
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

  it('names columns for people', () => {
    expect(heading('reconstruction_mse.test')).toBe('MSE · test');
    expect(heading('spec.latent_dim')).toBe('latent dim');
  });
});
