import { getBytes, runPath, type Run } from '../api';
import { el } from '../dom';
import { onTheme } from '../header';
import { coordinates } from '../space/geometry';
import { categorical, UNKNOWN, type Rgb } from '../space/palette';
import { Scatter } from '../space/scatter';

const MILLIS_A_SNAPSHOT = 350;

/** The validation latents as they were after each epoch so far, in front of their prior; the newest unless one is chosen. */
export class Snapshots {
  readonly element: HTMLElement;
  private readonly scatter: Scatter;
  private readonly range = el('input', { type: 'range', min: 0, max: 0, step: 0.01, 'aria-label': 'Epoch' });
  private readonly play = el('button', { 'aria-label': 'Play from the first epoch' }, '▶');
  private readonly text = el('output', { 'aria-live': 'off' });
  private readonly waiting = el('p.hint.nothing', { role: 'status' }, 'The latents are shown here as soon as an epoch has been trained.');
  private readonly frames = new Map<number, Promise<Float32Array>>();
  private labels: Promise<Int32Array | null> | null = null;
  private epochs: number[] = [];
  private at = 0;
  private shown = 0;
  private moving = 0;
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
    this.scatter = new Scatter(signal);
    this.scatter.element.tabIndex = 0;
    this.scatter.element.setAttribute('role', 'img');
    this.scatter.element.setAttribute('aria-label', 'Validation latents. Arrow keys turn them.');
    this.scatter.element.addEventListener('keydown', (event) => this.keyed(event), { signal });
    this.scatter.setFlat(this.dimension < 3);
    this.scatter.setPointSize(4);
    const paper = () => this.scatter.setPaper(getComputedStyle(document.documentElement).getPropertyValue('--paper').trim());
    paper();
    onTheme(paper, signal);
    this.range.addEventListener('input', () => {
      this.stop();
      this.following = Number(this.range.value) === this.epochs.length - 1;
      void this.seek(Number(this.range.value));
    });
    this.play.addEventListener('click', () => {
      this.following = true;
      this.travel(0);
    });
    signal.addEventListener('abort', () => this.stop());
    this.element = el('div.snapshots', {}, el('div.stage', {}, this.scatter.element, this.waiting), el('div.transport', {}, this.play, this.range, this.text));
  }

  /** Takes the snapshots that are there now. */
  async show(epochs: number[]): Promise<void> {
    const first = !this.epochs.length;
    const more = epochs.length > this.epochs.length;
    this.epochs = epochs;
    const last = Math.max(0, epochs.length - 1);
    this.range.max = String(last);
    this.range.disabled = this.play.disabled = epochs.length < 2;
    if (!epochs.length || !more) return;
    this.waiting.hidden = true;
    if (first) {
      await this.placePrior();
      await this.seek(last);
    } else if (this.following) this.travel(this.at);
  }

  private async placePrior(): Promise<void> {
    if ((this.run.record.spec.prior ?? 'none') === 'none' || this.dimension > 3) return;
    try {
      const sample = new Float32Array(await getBytes(runPath(this.run.name, '/points/prior')));
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
    this.stop();
    let at = from;
    let before = performance.now();
    const step = (now: number) => {
      at = Math.min(this.epochs.length - 1, at + Math.max(0, now - before) / MILLIS_A_SNAPSHOT);
      before = now;
      void this.seek(at);
      this.moving = at < this.epochs.length - 1 ? requestAnimationFrame(step) : 0;
    };
    this.moving = requestAnimationFrame(step);
  }

  private stop(): void {
    cancelAnimationFrame(this.moving);
    this.moving = 0;
  }

  private wanted = 0;

  private async seek(at: number): Promise<void> {
    this.at = at;
    const mine = ++this.wanted;
    const low = Math.floor(at);
    const high = Math.min(this.epochs.length - 1, low + 1);
    try {
      const [from, to, labels] = await Promise.all([this.frame(this.epochs[low]!), this.frame(this.epochs[high]!), this.known()]);
      if (mine !== this.wanted) return;
      const t = at - low;
      this.draw(t === 0 || from.length !== to.length ? from : from.map((z, i) => z + t * (to[i]! - z)), labels);
    } catch (e) {
      this.text.textContent = e instanceof Error ? e.message : String(e);
      return;
    }
    const epoch = Math.round(this.epochs[low]! + (at - low) * (this.epochs[high]! - this.epochs[low]!));
    this.range.value = String(at);
    this.text.textContent = `epoch ${epoch}`;
    this.element.dataset['epoch'] = String(epoch);
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
    if (this.prior.length && reach < this.reach) {
      this.scatter.setPositions(this.prior.slice());
      this.scatter.measure();
      this.scatter.setPositions(xyz);
      this.colour(xyz.length / 3, this.painted);
    } else this.scatter.measure();
    this.scatter.home();
  }

  private painted: Int32Array | null = null;

  private colour(count: number, labels: Int32Array | null): void {
    this.painted = labels;
    const total = Math.max(0, ...(labels ?? [])) + 1;
    const rgb = new Uint8Array(3 * count);
    for (let i = 0; i < count; i++) rgb.set(labels ? categorical(labels[i] ?? -1, total) : (UNKNOWN as Rgb), 3 * i);
    this.scatter.setColours(rgb);
  }

  private known(): Promise<Int32Array | null> {
    this.labels ??= getBytes(runPath(this.run.name, '/validation')).then(
      (bytes) => new Int32Array(bytes),
      () => null,
    );
    return this.labels;
  }

  private frame(epoch: number): Promise<Float32Array> {
    let frame = this.frames.get(epoch);
    if (!frame) {
      frame = getBytes(runPath(this.run.name, `/snapshots/${epoch}`)).then((bytes) => new Float32Array(bytes));
      this.frames.set(epoch, frame);
      frame.catch(() => this.frames.delete(epoch));
    }
    return frame;
  }

  private keyed(event: KeyboardEvent): void {
    const turn = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] }[event.key];
    if (!turn) return;
    event.preventDefault();
    this.scatter.turn(turn[0]!, turn[1]!);
  }
}
