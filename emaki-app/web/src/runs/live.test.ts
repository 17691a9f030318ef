import { afterEach, expect, it, vi } from 'vitest';
import type { RunTable } from '../api';
import { LiveRuns } from './live';

class Stream extends EventTarget {
  static last: Stream;

  constructor() {
    super();
    Stream.last = this;
  }

  say(name: string, value: unknown): void {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(value) }));
  }

  close(): void {}
}

afterEach(() => vi.unstubAllGlobals());

const table = (...names: string[]): RunTable => ({ columns: [], rows: names.map((name) => ({ name, values: [], curve: [] })), shared: {}, gone: [], of: 3 });

it('asks for the table once changes are told, and again once they are told again', async () => {
  const asked = vi.fn(() => Promise.resolve(new Response(JSON.stringify({ folder: 'runs', table: table('a') }))));
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', asked);
  vi.stubGlobal('window', new EventTarget());
  const opening = LiveRuns.open(() => {}, new AbortController().signal);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).not.toHaveBeenCalled();
  Stream.last.say('trainings', []);
  Stream.last.say('runs', table('b'));
  const live = await opening;
  expect([...live.runs.rows.keys()]).toEqual(['a', 'b']);
  Stream.last.dispatchEvent(new Event('error'));
  expect(live.lost).toBe(true);
  Stream.last.say('trainings', [{ run: 'a', state: 'running', message: null }]);
  await vi.waitFor(() => expect(live.lost).toBe(false));
  expect(asked).toHaveBeenCalledTimes(2);
  expect(live.standings.get('a')).toBe('running');
});
