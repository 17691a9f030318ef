import { afterEach, expect, it, vi } from 'vitest';
import { enter, forget, format, parse, remember, settle } from './address';

afterEach(() => {
  forget();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** An address bar. */
function bar(): { hash: string; replaced: number } {
  vi.useFakeTimers();
  const location = { hash: '#/run/a', replaced: 0 };
  const replaceState = (_: unknown, __: string, hash: string) => Object.assign(location, { hash, replaced: location.replaced + 1 });
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', { replaceState });
  vi.stubGlobal('window', globalThis);
  return location;
}

/** A page, and what is in it. */
function page(): Element {
  const element = { contains: (other: unknown) => other === element } as Element;
  return element;
}

it('holds what is shown within a quarter of a second, however much changes', () => {
  const location = bar();
  for (let time = 0; time < 1000; time += 50) {
    remember(page(), new URLSearchParams({ time: String(time) }));
    vi.advanceTimersByTime(50);
  }
  expect(location).toEqual({ hash: '#/run/a?time=950', replaced: 4 });
});

it('writes nothing of a view that is gone', () => {
  const location = bar();
  remember(page(), new URLSearchParams({ of: 'a' }));
  location.hash = '#/run/b';
  vi.advanceTimersByTime(300);
  expect(location.hash).toBe('#/run/b');
  remember(page(), new URLSearchParams({ of: 'b' }));
  forget();
  vi.advanceTimersByTime(300);
  expect(location.hash).toBe('#/run/b');
  remember(page(), new URLSearchParams({ of: 'b' }));
  vi.advanceTimersByTime(300);
  expect(location.hash).toBe('#/run/b?of=b');
});

it('takes nothing from a page that was left, or still opens behind another', () => {
  const location = bar();
  const [left, now] = [page(), page()];
  enter(left);
  remember(left, new URLSearchParams({ of: 'left' }));
  enter(now);
  remember(left, new URLSearchParams({ of: 'left' }));
  vi.advanceTimersByTime(300);
  expect(location.hash).toBe('#/run/a');
  remember(now, new URLSearchParams({ of: 'now' }));
  settle();
  expect(location.hash).toBe('#/run/a?of=now');
});

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
