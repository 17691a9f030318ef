import { getJson, runPath, type Begun, type Run } from '../api';
import { complaint, el } from '../dom';
import { crumbs } from '../header';
import type { Keys } from '../keys';
import { ahead, served, type RunSource } from '../source';
import { control } from '../train/started';
import type { View } from '../view';

const SPACE_KEYS: Keys = [
  ['← → ↑ ↓', 'turn the points, or move the probe while it has the focus'],
  ['+ -', 'nearer, further'],
  ['0', 'see all points'],
  ['v l b', 'turn, lasso, box'],
  ['Shift', 'held while dragging: select by a lasso; add to the selection where lasso or box is the tool'],
  ['Alt', 'or Ctrl, held while dragging: take out of the selection; with Shift keep what is in both'],
  ['n', 'name the selected images'],
  ['Ctrl+Z Ctrl+Shift+Z', 'take back the last selection or name, and do it again'],
  ['Esc', 'take the pin away, then the selection'],
];

const WATCH_KEYS: Keys = [
  ['← → ↑ ↓', 'turn the points while they have the focus'],
  ['+ -', 'nearer, further'],
  ['0', 'see all points'],
];

/** A run: its space once it has one, and what it does until then. */
export async function openRun(place: HTMLElement, name: string): Promise<View> {
  // Most runs have a space, whose script is the larger part.
  const space = import('../space/view');
  const run = await getJson<Run | Begun>(runPath(name));
  crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', name);
  const points = async (at: HTMLElement, source: RunSource): Promise<View> => ({ keys: SPACE_KEYS, ...(await (await space).openSpace(at, source)) });
  if ('record' in run && run.points) return points(place, ahead(served(name), run));
  const successive = new Successive(place);
  let done = false;
  const finished = () => {
    if (done) return;
    done = true;
    void successive.open((fresh) => points(fresh, served(name)));
  };
  const watched = (begun: Run) => successive.open(async (fresh) => (await import('./view')).openWatch(fresh, begun, finished));
  if ('record' in run) await watched(run);
  else {
    const begun = (now: Run) => {
      if (now.points) finished();
      else void watched(now);
    };
    await successive.open((fresh) => Promise.resolve(awaited(fresh, run, begun)));
  }
  return successive;
}

/** Views that follow one another in a place. */
class Successive implements View {
  private view: View | null = null;
  private closed = false;
  /** The opening of the view before: one that comes while another opens waits for it. */
  private last = Promise.resolve();

  constructor(private readonly place: HTMLElement) {}

  get keys(): Keys {
    return this.view?.keys ?? WATCH_KEYS;
  }

  open(opener: (place: HTMLElement) => Promise<View>): Promise<void> {
    this.last = this.last.then(() => this.follow(opener));
    return this.last;
  }

  private async follow(opener: (place: HTMLElement) => Promise<View>): Promise<void> {
    this.view?.close();
    this.view = null;
    this.place.replaceChildren();
    this.place.className = 'place';
    try {
      const view = await opener(this.place);
      if (this.closed) view.close();
      else this.view = view;
    } catch (e) {
      this.place.replaceChildren(el('p.state.wrong', {}, complaint(e), ' ', el('button', { onclick: () => void this.open(opener) }, 'Try again')));
    }
  }

  async written(): Promise<void> {
    await this.view?.written?.();
  }

  close(): void {
    this.closed = true;
    this.view?.close();
  }
}

/** A run that was started a moment ago: its record comes once it has read its data. */
function awaited(place: HTMLElement, run: Begun, begun: (run: Run) => void): View {
  const said = el('p.state', { role: 'status' });
  const cancel = el('button', {}, 'Cancel');
  cancel.addEventListener('click', () => {
    cancel.disabled = true;
    void control(run.name, 'cancel').then((done) => (cancel.disabled = done));
  });
  const show = ({ name, status, message }: Begun) => {
    cancel.hidden = status !== 'starting';
    said.classList.toggle('wrong', status !== 'starting');
    said.textContent = status === 'starting' ? `${name} is starting …` : `${name} ${status === 'failed' ? 'failed' : 'was stopped'} before it began${message ? `: ${message}` : '.'}`;
  };
  const events = new EventSource('/api/events');
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const now = await getJson<Run | Begun>(runPath(run.name));
      if (mine !== asked) return;
      if (!('record' in now)) show(now);
      else {
        events.close();
        begun(now);
      }
    } catch (e) {
      said.textContent = complaint(e);
    }
  };
  for (const event of ['runs', 'trainings']) events.addEventListener(event, () => void ask());
  show(run);
  place.append(said, el('p.state.after', {}, cancel));
  return {
    close: () => {
      asked++;
      events.close();
    },
  };
}
