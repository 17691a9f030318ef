import { expect, it } from 'vitest';
import type { Run } from './api';
import { ahead, type RunSource } from './source';

it('a run that is known already is asked for again once it may have changed', async () => {
  const known = { name: 'a', given: null } as unknown as Run;
  const now = { name: 'a', given: ['ki'] } as unknown as Run;
  let asked = 0;
  const source = { points: () => Promise.resolve(new ArrayBuffer(0)), run: () => Promise.resolve((asked++, now)) } as unknown as RunSource;
  const early = ahead(source, known);
  expect(await early.run()).toBe(known);
  expect(asked).toBe(0);
  expect(await early.run()).toBe(now);
});
