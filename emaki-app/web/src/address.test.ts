import { expect, it } from 'vitest';
import { format, parse } from './address';

it('brings names of every kind back', () => {
  for (const name of ['sigma=1,lambda=0.1,seed=0', 'a b', '50 %', 'a?b#c&d=e', '<b>', 'ü/y']) {
    const params = new URLSearchParams([
      ['run', name],
      ['run', 'other'],
    ]);
    const back = parse(format({ view: 'compare', name, params }));
    expect(back.name).toBe(name);
    expect(back.params.getAll('run')).toEqual([name, 'other']);
  }
});
