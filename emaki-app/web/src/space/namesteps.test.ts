import { expect, it } from 'vitest';
import { keep, kept, turned, type NameStep } from './namesteps';

/** A browser's storage of so many letters. */
function storage(room = Infinity): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > room) throw new Error('QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => items.delete(key),
  } as unknown as Storage;
}

const named = (name: string, ...rows: number[]): NameStep => ({ before: [{ name: '', by_hand: false, rows }], after: [{ name, by_hand: true, rows }] });

it('keeps steps for when the page is loaded anew, of the very run', () => {
  const steps = { done: [named('ki', 3, 5), named('お', 70)], undone: [named('a, "b"', 0)] };
  const tab = storage();
  keep('views 2026', steps, tab);
  expect(kept('views 2026', 100, tab)).toEqual(steps);
  expect(kept('views 2027', 100, tab)).toEqual({ done: [], undone: [] });
});

it('keeps the newer ones where there is no room for all', () => {
  const done = Array.from({ length: 20 }, (_, i) => named(`name ${i}`, i));
  const tab = storage(1000);
  keep('views', { done, undone: [] }, tab);
  const left = kept('views', 100, tab).done;
  expect(left.length).toBeGreaterThan(2);
  expect(left).toEqual(done.slice(-left.length));
  keep('views', { done: [named('x'.repeat(2000), 1)], undone: [] }, tab);
  expect(kept('views', 100, tab).done).toEqual([]);
});

it('turns nothing that was named elsewhere meanwhile', () => {
  const { before, after } = named('ki', 0, 1, 2);
  const given = { names: ['ki', 'su'], codes: Int32Array.of(0, 1, 0, 0) };
  expect(turned(given, after, before)).toEqual([{ name: '', by_hand: false, rows: [0, 2] }]);
  expect(turned(given, before, after)).toEqual([]);
  expect(turned(null, before, after)).toEqual(after);
});
