import { getBytes, runPath, type Run } from '../api';
import { complaint, el } from '../dom';
import { coordinates } from '../space/geometry';
import { steerable } from '../space/keys';
import { categorical, UNKNOWN } from '../space/palette';
import { Reel } from '../space/reel';
import { Scatter } from '../space/scatter';
import { served } from '../source';

const MILLIS_A_SNAPSHOT = 350;

/** The validation latents as they were after each epoch so far, in front of their prior; the newest unless one is chosen. */
export class Snapshots {
  readonly element: HTMLElement;
  private readonly scatter: Scatter;
  private readonly reel: Reel;
  private readonly range = el('input', { type: 'range', min: 0, max: 0, step: 0.01, 'aria-label': 'Epoch' });
  private readonly play = el('button', { 'aria-label': 'Play from the first epoch' }, '▶');
  private readonly text = el('output', { 'aria-live': 'off' });
  private readonly waiting = el('p.hint.nothing', { role: 'status' }, 'The latents are shown here as soon as an epoch has been trained.');
  private labels: Promise<Int32Array | null> | null = null;
  private at = 0;
  private shown = 0;
  /** Whether the newest is followed as it comes. */
  private following = true;
  private readonly dimension: number;
  private prior = new Float32Array();
  private reach = 0;

  constructor(
    private readonly run: Run,
    signal: AbortSignal,
  ) {
    this.dimension = run.record.spec.latent_dim ?? 0;
    this.reel = new Reel([], (epoch) => served(run.name).snapshot(epoch));
    this.scatter = new Scatter(signal);
    steerable(this.scatter, 'img', 'Validation latents.');
    this.scatter.setFlat(this.dimension < 3);
    this.scatter.setPointSize(4);
    this.range.addEventListener('input', () => {
      this.reel.stop();
      this.following = Number(this.range.value) === this.reel.last;
      void this.seek(Number(this.range.value));
    });
    this.play.addEventListener('click', () => {
      this.following = true;
      this.travel(0);
    });
    signal.addEventListener('abort', () => this.reel.stop());
    this.element = el('div.snapshots', {}, el('div.stage', {}, this.scatter.element, this.waiting), el('div.transport', {}, this.play, this.range, this.text));
  }

  /** Takes the snapshots that are there now. */
  async show(epochs: number[]): Promise<void> {
    const before = this.reel.epochs.length;
    this.reel.epochs = epochs;
    this.range.max = String(this.reel.last);
    this.range.disabled = this.play.disabled = epochs.length < 2;
    if (epochs.length <= before) return;
    this.waiting.hidden = true;
    if (!before) {
      await this.placePrior();
      await this.seek(this.reel.last);
    } else if (this.following) this.travel(this.at);
  }

  private async placePrior(): Promise<void> {
    if ((this.run.record.spec.prior ?? 'none') === 'none' || this.dimension > 3) return;
    try {
      const sample = new Float32Array(await served(this.run.name).points('prior'));
      if (!sample.length) return;
      this.prior = this.xyz(sample);
      this.scatter.setPrior(this.prior);
    } catch {
      // The latents can be seen without it.
    }
  }

  private xyz(values: Float32Array): Float32Array<ArrayBuffer> {
    return coordinates(values, this.dimension, [0, this.dimension > 1 ? 1 : -1, this.dimension > 2 ? 2 : -1]);
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
      this.range.value = String(at);
      this.text.textContent = `epoch ${epoch}`;
      this.element.dataset['epoch'] = String(epoch);
    } catch (e) {
      this.text.textContent = complaint(e);
    }
  }

  private draw(latents: Float32Array, labels: Int32Array | null): void {
    const count = latents.length / this.dimension;
    const fresh = count !== this.shown;
    this.shown = count;
    const xyz = this.xyz(latents);
    this.scatter.setPositions(xyz);
    if (fresh) this.colour(count, labels);
    this.stepBack(xyz);
  }

  /** Latents grow as they are trained; the camera sees them and their prior whole. */
  private stepBack(xyz: Float32Array<ArrayBuffer>): void {
    const reach = xyz.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (reach <= 1.2 * this.reach) return;
    this.reach = Math.max(reach, ...(this.reach ? [] : [this.prior.reduce((most, value) => Math.max(most, Math.abs(value)), 0)]));
    this.scatter.measure(this.prior.length && reach < this.reach ? this.prior : xyz);
    this.scatter.home();
  }

  private colour(count: number, labels: Int32Array | null): void {
    const total = Math.max(0, ...(labels ?? [])) + 1;
    const rgb = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) rgb.set(labels ? categorical(labels[i] ?? -1, total) : UNKNOWN, 3 * i);
    this.scatter.setColours(rgb);
  }

  private known(): Promise<Int32Array | null> {
    this.labels ??= getBytes(runPath(this.run.name, '/validation')).then(
      (bytes) => new Int32Array(bytes),
      () => null,
    );
    return this.labels;
  }
}
