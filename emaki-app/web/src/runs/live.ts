import { getJson, type RunTable } from '../api';
import type { Standing } from '../train/started';
import { Runs } from './table';

interface Told {
  folder: string;
  table: RunTable;
}

/** The runs of a folder, kept up to date by server-sent events for as long as somebody looks. */
export class LiveRuns {
  readonly runs = new Runs();
  folder = '';
  /** How those stand that were started from pages, by run. */
  readonly standings = new Map<string, string>();
  /** Whether the explorer has stopped to answer; it is asked again and again. */
  lost = false;

  private constructor(private readonly changed: () => void) {}

  static async open(changed: () => void, signal: AbortSignal): Promise<LiveRuns> {
    const live = new LiveRuns(changed);
    const events = live.listen();
    signal.addEventListener('abort', () => events.close());
    try {
      // Where there is no stream, be it that too many listen, there may be a table.
      if (!(await told(events))) live.replace(await getJson<Told>('/api/runs'));
    } catch (e) {
      events.close();
      throw e;
    }
    return live;
  }

  /** The stream begins with the table as it is, each time that it is opened: what changed while it was away has not been told. */
  private listen(): EventSource {
    const events = new EventSource('/api/events?table');
    const on = (name: string, take: (said: unknown) => void) =>
      events.addEventListener(name, (event: MessageEvent<string>) => {
        take(JSON.parse(event.data));
        this.changed();
      });
    on('table', (whole) => this.replace(whole as Told));
    on('runs', (table) => this.runs.apply(table as RunTable));
    on('trainings', (standings) => {
      this.standings.clear();
      (standings as Standing[]).forEach(({ run, state }) => this.standings.set(run, state));
    });
    events.addEventListener('error', () => {
      this.lost = true;
      this.changed();
    });
    return events;
  }

  private replace({ folder, table }: Told): void {
    this.folder = folder;
    this.runs.replace(table);
    this.lost = false;
  }
}

/** Until the table is told: true; or until there is no stream. */
function told(events: EventSource): Promise<boolean> {
  return new Promise((resolve) => {
    events.addEventListener('table', () => resolve(true), { once: true });
    events.addEventListener('error', () => resolve(false), { once: true });
  });
}
