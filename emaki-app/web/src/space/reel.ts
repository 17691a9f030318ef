import { present, within } from '../present';

/** The latents of a run's snapshots, and whatever lies between two of them. A place is 0 at the first snapshot, 1 at the second ... */
export class Reel {
  private readonly frames = new Map<number, Promise<Float32Array>>();
  private wanted = 0;
  private moving = 0;

  /** @param epochs of the snapshots, ascending; may be replaced by more */
  constructor(
    public epochs: number[],
    private readonly load: (epoch: number) => Promise<Float32Array>,
  ) {}

  get last(): number {
    return Math.max(0, this.epochs.length - 1);
  }

  /** The latents of a snapshot, fetched once. */
  frame(epoch: number): Promise<Float32Array> {
    let frame = this.frames.get(epoch);
    if (!frame) {
      frame = this.load(epoch);
      this.frames.set(epoch, frame);
      frame.catch(() => this.frames.delete(epoch));
    }
    return frame;
  }

  /** What is at a place; null where another place has been asked for meanwhile. */
  async at(place: number): Promise<{ epoch: number; latents: Float32Array } | null> {
    const mine = ++this.wanted;
    const low = Math.min(this.last, Math.floor(place));
    const high = Math.min(this.last, low + 1);
    const [before, after] = [present(this.epochs[low]), present(this.epochs[high])];
    const [from, to] = await Promise.all([this.frame(before), this.frame(after)]);
    if (mine !== this.wanted) return null;
    const t = place - low;
    const latents = t === 0 || from.length !== to.length ? from : from.map((z, i) => z + t * (within(to[i]) - z));
    return { epoch: before + t * (after - before), latents };
  }

  /** The place of an epoch, which may lie between two snapshots. */
  placeOf(epoch: number): number {
    const low = Math.max(0, this.epochs.findLastIndex((e) => e <= epoch));
    const before = this.epochs[low] ?? 0;
    const after = this.epochs[low + 1] ?? Infinity;
    return low + Math.max(0, Math.min(1, (epoch - before) / (after - before)));
  }

  /** Moves on from a place to the last. */
  play(from: number, millisEach: number, show: (place: number) => void, arrived: () => void = () => {}): void {
    this.stop();
    let place = from;
    let before = performance.now();
    const step = (now: number) => {
      // A frame's own time may lie before the one at which it was asked for.
      place = Math.min(this.last, place + Math.max(0, now - before) / millisEach);
      before = now;
      this.moving = place < this.last ? requestAnimationFrame(step) : 0;
      show(place);
      if (!this.moving) arrived();
    };
    this.moving = requestAnimationFrame(step);
  }

  get playing(): boolean {
    return this.moving !== 0;
  }

  stop(): void {
    cancelAnimationFrame(this.moving);
    this.moving = 0;
  }
}
