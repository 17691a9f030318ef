import { getJson, runPath, type Metrics, type Run, type RunTable } from '../api';
import { complaint, el, everyFrame, madeBy, number } from '../dom';
import type { View } from '../view';
import { standingOf } from '../runs/control';
import { control } from '../train/started';
import { Curves } from './curves';
import { scores } from './scores';
import { settings } from './settings';
import { Snapshots } from './snapshots';
import { togo } from './togo';

/** A run that has no latents to walk around in: because it trains, was stopped or failed, or is a classifier. */
export async function openWatch(place: HTMLElement, run: Run, finished: () => void): Promise<View> {
  const metrics = await getJson<Metrics>(runPath(run.name, '/metrics'));
  const closing = new AbortController();
  const view = new WatchView(place, run, finished, closing.signal);
  requestAnimationFrame(() => void view.show(run, metrics));
  return { close: () => closing.abort() };
}

class WatchView {
  private readonly state = el('div.standing', { role: 'status' });
  /** What can be done, apart: a button that is exchanged under the pointer hears no click. */
  private readonly deeds = el('div.deeds');
  private offered: Run['control'] = null;
  private readonly curves: Curves;
  private readonly snapshots: Snapshots | null;
  private readonly facts = el('dl');
  /** Of a classifier that has finished. */
  private readonly scored = el('div');
  private shown = false;

  constructor(
    place: HTMLElement,
    private run: Run,
    private readonly finished: () => void,
    signal: AbortSignal,
  ) {
    this.curves = new Curves(signal);
    this.snapshots = run.record.spec.latent_dim === undefined ? null : new Snapshots(run, signal);
    place.classList.add('watch');
    const side = el('div.side', {}, this.curves.element, el('div.card.facts', {}, this.facts, settings(run.record.spec), madeBy(run.record.command, run.java)), this.scored);
    place.append(el('div.bar', {}, this.state, this.deeds), el(this.snapshots ? 'div.both' : 'div.one', {}, this.snapshots && this.snapshots.element, side));
    this.listen(signal);
  }

  /** Something about the run has changed. */
  private listen(signal: AbortSignal): void {
    const refresh = everyFrame(() => void this.refresh());
    const events = new EventSource('/api/events');
    events.addEventListener('runs', (event: MessageEvent<string>) => {
      const { rows, gone } = JSON.parse(event.data) as RunTable;
      if (gone.includes(this.run.name)) {
        this.state.replaceChildren(el('p.fault', {}, 'This run is no longer here; what is shown is how it was.'));
        this.deeds.replaceChildren();
        this.offered = null;
      } else if (rows.some(({ name }) => name === this.run.name)) refresh();
    });
    events.addEventListener('trainings', () => this.shown && refresh());
    signal.addEventListener('abort', () => events.close());
  }

  private async refresh(): Promise<void> {
    try {
      const [run, metrics] = await Promise.all([getJson<Run>(runPath(this.run.name)), getJson<Metrics>(runPath(this.run.name, '/metrics'))]);
      // What a demo does after its training belongs to the space that opens then.
      if (run.points && run.control === null) this.finished();
      else await this.show(run, metrics);
    } catch (e) {
      this.state.append(el('p.fault', {}, complaint(e)));
    }
  }

  async show(run: Run, metrics: Metrics): Promise<void> {
    this.run = run;
    this.shown = true;
    const done = metrics['epoch']?.length ?? 0;
    this.state.replaceChildren(...this.standing(done, togo((metrics['seconds'] ?? []) as number[], run.record.spec.epochs)));
    this.offer();
    this.curves.show(metrics);
    const { spec, dataset, accuracy } = run.record;
    const facts: [string, string][] = [
      ['data', `${dataset.name}, ${number(dataset.images)} images`],
      ...(spec.prior === undefined ? [] : ([['prior', spec.prior]] as [string, string][])),
      ...Object.entries(accuracy ?? {}).map(([split, share]): [string, string] => [`accuracy, ${split}`, number(share)]),
    ];
    this.facts.replaceChildren(...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
    if (accuracy && !this.scored.childElementCount) this.scored.replaceChildren(await scores(run.name));
    await this.snapshots?.show(run.snapshots);
  }

  private offer(): void {
    const { control: can, name } = this.run;
    if (can === this.offered) return;
    this.offered = can;
    const act = (what: 'cancel' | 'resume', text: string) => {
      const button = el(what === 'resume' ? 'button.primary' : 'button', {}, text);
      button.addEventListener('click', () => {
        button.disabled = true;
        void control(name, what).then((done) => (button.disabled = done));
      });
      return button;
    };
    this.deeds.replaceChildren(...(can === 'cancel' ? [act('cancel', 'Cancel')] : can === 'resume' ? [act('resume', 'Resume')] : []));
  }

  /** How it stands. */
  private standing(done: number, left: string): (Node | string)[] {
    const { status, record, control: can } = this.run;
    const standing = standingOf(status, can);
    const most = record.spec.epochs;
    const bar = el('progress', { max: most, value: done, 'aria-label': 'Epochs' });
    return [
      el(`span.status.${can === 'stopping' ? 'interrupted' : standing}` as 'span.status', {}, can === 'stopping' ? 'stopping …' : standing === 'starting' ? 'starting …' : status),
      el('span.epochs', {}, `epoch ${done} of at most ${number(most)}`),
      ...(status === 'running' ? [bar, el('span.epochs.togo', {}, left)] : []),
      ...(status === 'finished' && can ? [el('span.hint', {}, 'trained; what follows the training is being made …')] : []),
      ...(can === 'elsewhere' ? [el('span.hint', {}, 'Started elsewhere: press Ctrl-C where it runs, and it can be resumed here.')] : []),
      ...(record.message && status === 'failed' ? [el('p.fault', {}, record.message)] : []),
    ];
  }
}
