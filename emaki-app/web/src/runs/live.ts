import { getJson, type RunTable } from '../api';
import { Runs } from './table';

/** The runs, kept up to date by server-sent events for as long as somebody looks. */
export async function liveRuns(changed: () => void, signal: AbortSignal): Promise<{ runs: Runs; folder: string }> {
  const runs = new Runs();
  const early: RunTable[] = [];
  let ready = false;
  const events = new EventSource('/api/events');
  signal.addEventListener('abort', () => events.close());
  events.addEventListener('runs', (event: MessageEvent<string>) => {
    const table = JSON.parse(event.data) as RunTable;
    if (!ready) {
      early.push(table);
      return;
    }
    runs.apply(table);
    changed();
  });
  // The stream is opened first, so that nothing is missed between the whole table and its first change.
  const { folder, table } = await getJson<{ folder: string; table: RunTable }>('/api/runs');
  runs.apply(table);
  early.forEach((change) => runs.apply(change));
  ready = true;
  return { runs, folder };
}
