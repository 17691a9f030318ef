import { getJson, type RunTable } from '../api';
import type { Standing } from '../train/started';
import { Runs } from './table';

/** The runs of a folder, kept up to date by server-sent events for as long as somebody looks. */
export class LiveRuns {
  readonly runs = new Runs();
  folder = '';
  /** How those stand that were started from pages, by run. */
  readonly standings = new Map<string, string>();
  /** Whether the explorer has stopped to answer; it is asked again and again. */
  lost = false;
  private early: RunTable[] | null = [];

  private constructor(private readonly changed: () => void) {}

  static async open(changed: () => void, signal: AbortSignal): Promise<LiveRuns> {
    const live = new LiveRuns(changed);
    const events = live.listen();
    signal.addEventListener('abort', () => events.close());
    try {
      // The stream is first, so that nothing is missed between the whole table and its first change.
      await told(events);
      await live.load();
    } catch (e) {
      events.close();
      throw e;
    }
    return live;
  }

  private listen(): EventSource {
    const events = new EventSource('/api/events');
    events.addEventListener('runs', (event: MessageEvent<string>) => this.take(JSON.parse(event.data) as RunTable));
    events.addEventListener('trainings', (event: MessageEvent<string>) => {
      this.standings.clear();
      (JSON.parse(event.data) as Standing[]).forEach(({ run, state }) => this.standings.set(run, state));
      this.changed();
      if (!this.lost) return;
      // What changed while the stream was away has not been told.
      this.early ??= [];
      this.load().then(this.changed, () => {});
    });
    events.addEventListener('error', () => {
      this.lost = true;
      this.changed();
    });
    return events;
  }

  private take(table: RunTable): void {
    if (this.early) {
      this.early.push(table);
      return;
    }
    this.runs.apply(table);
    this.changed();
  }

  private async load(): Promise<void> {
    const { folder, table } = await getJson<{ folder: string; table: RunTable }>('/api/runs');
    this.folder = folder;
    this.runs.replace(table);
    this.early?.forEach((change) => this.runs.apply(change));
    this.early = null;
    this.lost = false;
  }
}

/** Until changes are told: how trainings stand is the first thing that a stream says once it is listened to. Or until there is none. */
function told(events: EventSource): Promise<void> {
  return new Promise((resolve) => {
    for (const event of ['trainings', 'error']) events.addEventListener(event, () => resolve(), { once: true });
  });
}
