import { go, here, remember } from '../address';
import { ApiError, getBytes, getJson, postJson, runPath, type Run } from '../api';
import { complaint, copyable, el, number } from '../dom';
import { crumbs } from '../header';
import { present } from '../present';
import { paint } from '../space/images';
import type { Keys } from '../keys';
import type { View } from '../view';
import { Naming, type Names } from './naming';
import { Writer } from './writer';

const MILLIS_UNTIL_AGAIN = 3000;

/** Of clusterings, who wrote their names last: he may have some left that the server has not taken yet. */
const writers = new Map<string, Writer>();

/** What the server says of labels that it made. */
interface Labels {
  file: string;
  named: number;
  by_hand: number;
  images: number;
  classes: number;
  agreement: number | null;
  next: string;
}

/** A clustering's clusters one after another, each to be given a name. */
export async function openNames(place: HTMLElement, name: string): Promise<View> {
  const run = await getJson<Run>(runPath(name));
  crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', el('a', { href: `#/run/${encodeURIComponent(name)}` }, name), ' / names');
  const { params } = here();
  const wanted = run.clusterings.find((clustering) => clustering.name === params.get('clustering')) ?? run.clusterings.at(-1);
  if (!wanted) {
    place.append(el('p.state', {}, 'There are no clusters to be named yet; in a terminal, emaki cluster makes them, by the method islands as many as there are.'));
    return { close: () => {} };
  }
  const naming = new Naming(await getJson<Names>(path(run, wanted.name)));
  const closing = new AbortController();
  const view = new NamesView(place, run, naming, closing.signal);
  const at = Number(params.get('cluster') ?? NaN);
  requestAnimationFrame(() => view.show(naming.order.includes(at) ? at : naming.first));
  return {
    close: () => {
      view.give();
      closing.abort();
    },
    written: () => view.written(),
    keys: KEYS,
  };
}

const KEYS: Keys = [
  ['Enter', 'give the name, go to the next that has none'],
  ['Shift+Enter', 'one back'],
  ['PageDown PageUp', 'the next, the one before, nothing given'],
];

function path(run: Run, clustering: string, rest = ''): string {
  return runPath(run.name, `/names/${encodeURIComponent(clustering)}${rest}`);
}

class NamesView {
  /** The cluster that is shown; -1: none yet. */
  private at = -1;
  private readonly writer: Writer;
  private readonly pixels = new Map<number, Promise<Uint8Array>>();
  private readonly title = el('h2');
  private readonly input = el('input.givenname', { 'aria-label': 'Name', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 200, list: 'names-used' });
  private readonly used = el('datalist', { id: 'names-used' });
  private readonly typical = el('div.examples', { 'aria-label': 'Typical images' });
  private readonly doubtful = el('div.examples', { 'aria-label': 'Doubtful images' });
  private readonly doubts = el('h3', {}, 'Doubtful: nearer to another');
  private readonly inSpace = el('a', {}, 'In the space');
  private readonly bar = el('progress', { 'aria-hidden': 'true' });
  private readonly progress = el('output.progress', { 'aria-live': 'polite' });
  private readonly state = el('span.hint', { role: 'status' });
  private readonly list = el('ol.clusters');
  private readonly entries = new Map<number, { button: HTMLElement; name: HTMLElement }>();
  private readonly label = el('button', { onclick: () => void this.labels() }, 'Make labels.csv');
  private readonly labelled = el('div.labelled', { role: 'status' });

  constructor(
    place: HTMLElement,
    private readonly run: Run,
    private readonly naming: Naming,
    private readonly signal: AbortSignal,
  ) {
    const { clustering, created } = naming.of;
    this.writer = new Writer(
      (cluster, name) => postJson(path(run, clustering), JSON.stringify({ created, cluster, name })),
      (left, fault) => this.told(left, fault),
    );
    this.inherit(`${path(run, clustering)} ${created}`);
    this.input.addEventListener('keydown', (event) => this.keyed(event));
    this.input.addEventListener('change', () => this.give());
    const back = el('button', { onclick: () => this.step(-1), title: 'Shift and Enter' }, 'Back');
    const next = el('button.primary', { onclick: () => this.step(1), title: 'Enter' }, 'Next');
    this.list.append(...naming.order.map((cluster) => this.entry(cluster)));
    place.classList.add('nameview');
    place.append(
      el('div.bar', {}, this.chooser(), this.bar, this.progress, this.state),
      el(
        'section.island',
        { 'aria-label': `The ${naming.kind}` },
        el('div.row', {}, this.title, this.inSpace),
        el('div.giving', {}, this.input, this.used, back, next),
        el('p.hint', {}, `Enter: the next one. Shift and Enter: back. Left empty, the ${naming.kind} has no name. ${naming.kind === 'island' ? 'Islands' : 'Clusters'} of one name are one class.`),
        el('h3', {}, 'Typical'),
        this.typical,
        this.doubts,
        this.doubtful,
      ),
      el('aside.allclusters', { 'aria-label': `All ${naming.kind}s` }, this.list, el('div.labels', {}, this.label, this.labelled)),
    );
    window.addEventListener('beforeunload', this.leaving);
    signal.addEventListener('abort', () => this.released());
    window.addEventListener('found', () => void this.again(), { signal });
  }

  /** Names that a view which was left could not write yet are shown, and written, by this one. */
  private inherit(key: string): void {
    for (const [cluster, name] of writers.get(key)?.take() ?? []) {
      this.naming.rename(cluster, name);
      this.writer.write(cluster, name);
    }
    writers.set(key, this.writer);
  }

  private chooser(): HTMLElement | null {
    const { clusterings, name } = this.run;
    if (clusterings.length < 2) return null;
    const choice = el('select', { 'aria-label': 'Clustering' }, ...clusterings.map((clustering) => el('option', { value: clustering.name, title: clustering.method }, clustering.name)).reverse());
    choice.value = this.naming.of.clustering;
    choice.addEventListener('change', () => go('name', name, new URLSearchParams({ clustering: choice.value })));
    return choice;
  }

  private entry(cluster: number): HTMLElement {
    const name = el('span.name');
    const size = this.naming.size(cluster).toLocaleString('en');
    const button = el('button', { onclick: () => this.jump(cluster) }, el('span.count', {}, String(cluster)), name, el('span.count', {}, size));
    this.entries.set(cluster, { button, name });
    return el('li', {}, button);
  }

  /** Shows a cluster, to be named. */
  show(cluster: number): void {
    const { naming, input } = this;
    this.at = cluster;
    input.value = naming.name(cluster);
    this.title.textContent = `${naming.kind === 'island' ? 'Island' : 'Cluster'} ${cluster} · ${naming.size(cluster).toLocaleString('en')} images`;
    const others = naming.order.filter((other) => other !== cluster);
    const { clustering } = naming.of;
    this.inSpace.href = `#/run/${encodeURIComponent(this.run.name)}?${String(new URLSearchParams({ colour: 'cluster', clustering, 'hide-clusters': [-1, ...others].join(',') }))}`;
    this.paint();
    input.focus();
    input.select();
    void this.pictures(cluster);
    const next = naming.after(cluster);
    if (next !== null) this.examples(next).catch(() => null);
    remember(this.list, new URLSearchParams({ clustering, cluster: String(cluster) }));
  }

  private examples(cluster: number): Promise<Uint8Array> {
    const known = this.pixels.get(cluster);
    if (known) return known;
    const wanted = getBytes(path(this.run, this.naming.of.clustering, `/${cluster}`)).then((bytes) => new Uint8Array(bytes));
    this.pixels.set(cluster, wanted);
    wanted.catch(() => this.pixels.delete(cluster));
    return wanted;
  }

  private async pictures(cluster: number): Promise<void> {
    const { typical, doubtful } = present(this.naming.of.examples[cluster]);
    const { height, width } = this.run.image;
    const canvas = (row: number) => el('canvas.image', { width, height, role: 'img', title: `number ${row}`, 'aria-label': `number ${row}` });
    const all = [...typical, ...doubtful].map(canvas);
    this.typical.replaceChildren(...all.slice(0, typical.length));
    this.doubtful.replaceChildren(...all.slice(typical.length));
    this.doubts.hidden = !doubtful.length;
    try {
      const pixels = await this.examples(cluster);
      const values = pixels.length / all.length;
      all.forEach((picture, i) => paint(picture, this.run.image, pixels.subarray(i * values, (i + 1) * values)));
      if (this.at === cluster) this.typical.dataset['cluster'] = String(cluster);
    } catch {
      all.forEach((picture) => picture.classList.add('missing'));
    }
  }

  /** What the list, the bar and the suggestions say now. */
  private paint(): void {
    const { naming } = this;
    this.bar.max = naming.of.images;
    this.bar.value = naming.imagesNamed;
    this.progress.textContent = naming.progress;
    this.used.replaceChildren(...naming.used.map((name) => el('option', { value: name })));
    // In their places: what is being clicked must not be exchanged before it has been.
    this.entries.forEach(({ button, name }, cluster) => {
      name.textContent = naming.name(cluster) || '–';
      button.toggleAttribute('aria-current', cluster === this.at);
    });
    this.list.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  private keyed(event: KeyboardEvent): void {
    // Whoever writes Japanese ends a word by Enter.
    if (event.isComposing) return;
    const step = event.key === 'Enter' ? (event.shiftKey ? -1 : 1) : event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    this.step(step);
  }

  private jump(cluster: number): void {
    this.give();
    this.show(cluster);
  }

  private step(step: 1 | -1): void {
    this.give();
    const { naming } = this;
    const to = step > 0 ? naming.after(this.at) : naming.before(this.at);
    if (to !== null) this.show(to);
    else if (step > 0) this.label.focus();
  }

  /** The name that stands in the field is the cluster's. */
  give(): void {
    if (this.at < 0 || !this.naming.rename(this.at, this.input.value)) return;
    this.labelled.replaceChildren();
    this.writer.write(this.at, this.naming.name(this.at));
    this.paint();
  }

  private retrying = 0;

  /** What could not be written is tried again, be this view still open or not; but not where the clusters are others. */
  private told(left: number, fault: unknown): void {
    clearTimeout(this.retrying);
    this.state.textContent = fault ? `${left === 1 ? 'A name is' : `${left} names are`} not written yet: ${complaint(fault)}` : left ? 'writing …' : 'all written';
    this.state.classList.toggle('lost', fault !== null);
    if (fault && !(fault instanceof ApiError && fault.status === 409)) this.retrying = window.setTimeout(() => void this.writer.work(), MILLIS_UNTIL_AGAIN);
    this.released();
  }

  private released(): void {
    if (this.signal.aborted && !this.writer.left) window.removeEventListener('beforeunload', this.leaving);
  }

  /** Until all names are written, or one of them cannot be. */
  written(): Promise<void> {
    return this.writer.work();
  }

  private async again(): Promise<void> {
    void this.writer.work();
    await this.pictures(this.at);
  }

  private readonly leaving = (event: BeforeUnloadEvent) => {
    this.give();
    if (this.writer.left) event.preventDefault();
  };

  private async labels(): Promise<void> {
    this.give();
    this.label.disabled = true;
    await this.writer.work();
    if (this.writer.left) {
      this.label.disabled = false;
      return;
    }
    try {
      const { file, named, by_hand: hand, images, classes, agreement, next } = await postJson<Labels>(runPath(this.run.name, `/labels/${encodeURIComponent(this.naming.of.clustering)}`));
      this.labelled.replaceChildren(
        el('p', {}, `${named.toLocaleString('en')} of ${images.toLocaleString('en')} images have one of ${classes} labels now, in ${file}.`),
        ...(hand ? [el('p.hint', {}, `${hand.toLocaleString('en')} of these are as they were given by hand to images themselves.`)] : []),
        ...(agreement === null ? [] : [el('p.hint', {}, `Of those whose class is known, ${number(100 * agreement)} % are of the class that most of their name are of.`)]),
        el('p.hint', {}, 'In a terminal, this teaches a classifier by them:'),
        copyable(next, 'the command line of the classifier'),
      );
    } catch (e) {
      this.labelled.replaceChildren(el('p.fault', { role: 'alert' }, complaint(e)));
    }
    this.label.disabled = false;
  }
}
