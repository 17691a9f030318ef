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

it('begins with the table that the stream tells, and anew when the stream is back', async () => {
  const asked = vi.fn();
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('fetch', asked);
  const opening = LiveRuns.open(() => {}, new AbortController().signal);
  Stream.last.say('table', { folder: 'runs', table: table('a') });
  Stream.last.say('runs', table('b'));
  const live = await opening;
  expect(live.folder).toBe('runs');
  expect([...live.runs.rows.keys()]).toEqual(['a', 'b']);
  Stream.last.dispatchEvent(new Event('error'));
  expect(live.lost).toBe(true);
  Stream.last.say('table', { folder: 'runs', table: table('b', 'c') });
  Stream.last.say('trainings', [{ run: 'b', state: 'running', message: null }]);
  expect(live.lost).toBe(false);
  expect([...live.runs.rows.keys()]).toEqual(['b', 'c']);
  expect(live.standings.get('b')).toBe('running');
  expect(asked).not.toHaveBeenCalled();
});

it('asks for the table where there is no stream', async () => {
  vi.stubGlobal('EventSource', Stream);
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ folder: 'runs', table: table('a') }))));
  const opening = LiveRuns.open(() => {}, new AbortController().signal);
  Stream.last.dispatchEvent(new Event('error'));
  expect([...(await opening).runs.rows.keys()]).toEqual(['a']);
});
