import { here, remember } from '../address';
import { getBytes, runPath, type Run } from '../api';
import { complaint, el } from '../dom';
import { AxesChoice } from '../space/axes';
import { scriptOf } from '../space/data';
import { steerable } from '../space/keys';
import { categorical, markOf, swatch, UNKNOWN } from '../space/palette';
import { Projection, type Axes, type Projected } from '../space/projection';
import { Reel } from '../space/reel';
import { Scatter } from '../space/scatter';
import { fromParams, initial, toParams, type SpaceState } from '../space/state';
import { served } from '../source';

const MILLIS_A_SNAPSHOT = 350;

/** The snapshot of whose latents the principal axes are, so that a link brings back the very view. */
const AXES_OF = 'axes-of';

/** The validation latents as they were after each epoch so far, in front of their prior; the newest unless one is chosen. */
export class Snapshots {
  readonly element: HTMLElement;
  private readonly scatter: Scatter;
  private readonly reel: Reel;
  private readonly range = el('input', { type: 'range', min: 0, max: 0, step: 0.01, 'aria-label': 'Epoch' });
  private readonly play = el('button', { 'aria-label': 'Play from the first epoch' }, '▶');
  private readonly text = el('output', { 'aria-live': 'off' });
  private readonly waiting = el('p.hint.nothing', { role: 'status' }, 'The latents appear as soon as an epoch has been trained.');
  private readonly legend = el('details.panel.classes', { open: innerWidth > 760, hidden: true }, el('summary', {}, 'Classes'), el('ul'));
  /** As the space will have them. The epoch is null while the newest is followed. */
  private readonly opening: SpaceState;
  private readonly state: SpaceState;
  private axesOf: number | null;
  private readonly dimension: number;
  private projection: Projection;
  private labels: Promise<Int32Array | null> | null = null;
  private sample: Float32Array | null = null;
  private prior = new Float32Array();
  private at = 0;
  private shown = 0;
  private reach = 0;

  constructor(
    private readonly run: Run,
    private readonly signal: AbortSignal,
  ) {
    this.dimension = run.record.spec.latent_dim ?? 0;
    const { params } = here();
    this.opening = initial(this.dimension, false, false);
    this.state = fromParams(params, this.opening, 0, this.dimension);
    this.axesOf = params.has(AXES_OF) ? Number(params.get(AXES_OF)) : null;
    this.projection = Projection.onto([0, 1, 2], this.dimension);
    this.reel = new Reel([], (epoch) => served(run.name).snapshot(epoch));
    this.scatter = new Scatter(signal);
    steerable(this.scatter, 'img', 'Validation latents.');
    this.scatter.setPointSize(4);
    this.range.addEventListener('input', () => {
      this.reel.stop();
      void this.seek(Number(this.range.value));
    });
    this.play.addEventListener('click', () => void this.replay());
    signal.addEventListener('abort', () => this.reel.stop());
    const axes = new AxesChoice(this.dimension, this.axes, (chosen) => void this.reaxis(chosen)).element;
    this.element = el(
      'div.snapshots',
      {},
      el('div.stage', {}, this.scatter.element, this.waiting, axes && el('div.panel.onstage', {}, axes), this.legend),
      el('div.transport', {}, this.play, this.range, this.text),
    );
  }

  /** Takes the snapshots that are there now. */
  async show(epochs: number[]): Promise<void> {
    const before = this.reel.epochs.length;
    this.reel.epochs = epochs;
    this.range.max = String(this.reel.last);
    this.range.disabled = this.play.disabled = epochs.length < 2;
    if (!epochs.length) await this.showPriorAlone();
    if (epochs.length <= before) return;
    this.waiting.hidden = true;
    if (before) {
      if (this.state.epoch === null) this.travel(this.at);
      return;
    }
    const { camera, epoch } = this.state;
    await this.project();
    await this.seek(epoch === null ? this.reel.last : this.reel.placeOf(epoch));
    if (camera) this.scatter.view = camera;
    this.scatter.onFrame(() => {
      this.state.camera = this.scatter.moved ? this.scatter.view : null;
      this.remember();
    });
  }

  /** There is no map yet of what still moves; a link to one is kept for the space. */
  private get axes(): Projected {
    return this.state.axes === 'map' ? 'principal' : this.state.axes;
  }

  /** What the latents are on their way to, until there are some. Principal axes are theirs. */
  private async showPriorAlone(): Promise<void> {
    if (this.sample || this.axes === 'principal') return;
    await this.project();
    if (!this.prior.length || this.reel.epochs.length) return;
    this.element.toggleAttribute('data-prior', true);
    this.scatter.measure(this.prior);
    this.scatter.home();
  }

  private remember(): void {
    if (this.signal.aborted) return;
    const params = toParams(this.state, this.opening);
    if (params.size && this.axesOf !== null) params.set(AXES_OF, String(this.axesOf));
    remember(this.element, params);
  }

  private async reaxis(axes: Axes): Promise<void> {
    this.state.axes = axes;
    this.axesOf = null;
    await this.project();
    await this.seek(this.at);
  }

  /** From the first to the newest, which is then followed, on its own axes. */
  private async replay(): Promise<void> {
    this.axesOf = null;
    await this.project();
    this.travel(0);
  }

  /** Takes the chosen axes. Principal ones stay those of one snapshot, or the points would jump whenever another came. */
  private async project(): Promise<void> {
    const { axes } = this;
    try {
      if (axes === 'principal') {
        if (this.axesOf === null || !this.reel.epochs.includes(this.axesOf)) this.axesOf = this.reel.epochs.at(-1) ?? null;
        const rows = await getBytes(runPath(this.run.name, `/snapshots/${this.axesOf}/axes`));
        this.projection = Projection.principal(new Float32Array(rows), this.dimension);
      } else this.projection = Projection.onto(axes, this.dimension);
    } catch (e) {
      this.text.textContent = complaint(e);
    }
    this.scatter.setFlat(this.projection.flat);
    await this.placePrior();
    this.reach = 0;
    this.scatter.home();
  }

  private async placePrior(): Promise<void> {
    if ((this.run.record.spec.prior ?? 'none') === 'none') return;
    try {
      this.sample ??= new Float32Array(await served(this.run.name).points('prior'));
    } catch {
      // The latents can be seen without it.
      return;
    }
    this.prior = this.projection.points(this.sample);
    this.scatter.setPrior(this.prior);
  }

  /** Moves from a place among the snapshots to the last. */
  private travel(from: number): void {
    this.reel.play(from, MILLIS_A_SNAPSHOT, (at) => void this.seek(at));
  }

  private async seek(at: number): Promise<void> {
    this.at = at;
    try {
      const [frame, labels] = await Promise.all([this.reel.at(at), this.known()]);
      if (!frame) return;
      this.draw(frame.latents, labels);
      const epoch = Math.round(frame.epoch);
      this.state.epoch = this.reel.playing || at === this.reel.last ? null : frame.epoch;
      this.range.value = String(at);
      this.text.textContent = `epoch ${epoch}`;
      this.element.dataset['epoch'] = String(epoch);
      this.remember();
    } catch (e) {
      this.text.textContent = complaint(e);
    }
  }

  private draw(latents: Float32Array, labels: Int32Array | null): void {
    const count = latents.length / this.dimension;
    const fresh = count !== this.shown;
    this.shown = count;
    const xyz = this.projection.points(latents);
    this.scatter.setPositions(xyz);
    if (fresh) this.colour(count, labels);
    this.stepBack(xyz);
  }

  /** Latents grow as they are trained; the camera sees them and their prior whole, unless somebody has moved it. */
  private stepBack(xyz: Float32Array<ArrayBuffer>): void {
    const reach = xyz.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (reach <= 1.2 * this.reach) return;
    this.reach = Math.max(reach, ...(this.reach ? [] : [this.prior.reduce((most, value) => Math.max(most, Math.abs(value)), 0)]));
    const { moved } = this.scatter;
    this.scatter.measure(this.prior.length && reach < this.reach ? this.prior : xyz);
    if (!moved) this.scatter.home();
  }

  private colour(count: number, labels: Int32Array | null): void {
    const rgb = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) rgb.set(labels ? categorical(labels[i] ?? -1) : UNKNOWN, 3 * i);
    this.scatter.setColours(rgb);
    this.scatter.setMarks(Uint8Array.from({ length: count }, (_, i) => markOf(labels?.[i] ?? -1)));
    this.name(new Set(labels));
  }

  /** Which colour is which class. */
  private name(classes: Set<number>): void {
    const script = scriptOf(this.run);
    const names = this.run.record.dataset.class_names.map((name, i) => (script[i] ? `${name} ${script[i]}` : name));
    const lines = [...classes].filter((label) => label >= 0).sort((a, b) => a - b).map((label) => el('li', {}, swatch(categorical(label), markOf(label)), names[label] ?? String(label)));
    this.legend.hidden = !lines.length;
    this.legend.querySelector('ul')?.replaceChildren(...lines);
  }

  private known(): Promise<Int32Array | null> {
    this.labels ??= getBytes(runPath(this.run.name, '/validation')).then(
      (bytes) => new Int32Array(bytes),
      () => null,
    );
    return this.labels;
  }
}
