import { notify } from '../dom';
import { present } from '../present';
import { latentOf, type Space } from './data';
import type { Decoder } from './decoder';
import { Handle } from './handle';
import { Probe } from './probe';
import type { Placing } from './placing';
import type { Scatter } from './scatter';
import { Slide } from './slide';
import type { SpaceState } from './state';

/** Places of the latent space that are decoded: the probe's, and those on the way from one image to another. */
export class Decoding {
  readonly probe: Probe;
  readonly slide: Slide;
  readonly handle: Handle;
  private from = -1;

  constructor(
    private readonly space: Space,
    private readonly state: Pick<SpaceState, 'probe' | 'slide' | 'pinned'>,
    decoder: Decoder,
    scatter: Scatter,
    private readonly placing: Placing,
    private readonly remember: () => void,
  ) {
    this.probe = new Probe(space, decoder, { moved: (latent) => this.at(latent) });
    this.slide = new Slide(space, decoder, { slid: (at, latent) => this.slid(at, latent), close: () => this.end() });
    this.handle = new Handle(scatter, (to) => this.state.probe && placing.projection && this.at(placing.projection.moved(this.state.probe, to)));
  }

  /** Shows what the state holds. */
  restore(): void {
    this.slide.show(this.state.slide);
    this.at(this.state.probe);
  }

  /** Puts the probe somewhere, or away. */
  at(latent: number[] | null): void {
    this.state.probe = latent;
    this.probe.show(latent);
    this.stand();
    this.remember();
  }

  /** The probe goes to the pinned image or the middle of all; or away where it is somewhere. */
  toggle(): void {
    this.at(this.state.probe ? null : this.middle());
  }

  private middle(): number[] {
    if (this.state.pinned >= 0) return [...latentOf(this.space, this.state.pinned)];
    const { dimension, count } = this.space.shape;
    const sums = new Array<number>(dimension).fill(0);
    this.space.latents.forEach((z, i) => (sums[i % dimension] = present(sums[i % dimension]) + z));
    return sums.map((sum) => sum / count);
  }

  /** The next image that is clicked is the slide's end. */
  begin(row: number): void {
    this.from = row;
    notify('Click the image to slide to.');
  }

  /** Takes a clicked row where a slide waits for its end. */
  takes(row: number): boolean {
    if (this.from < 0 || row < 0) return false;
    this.state.slide = { from: this.from, to: row, at: 0 };
    this.from = -1;
    this.slide.show(this.state.slide);
    return true;
  }

  /** No slide waits any more. */
  giveUp(): void {
    this.from = -1;
  }

  private slid(at: number, latent: number[]): void {
    if (this.state.slide) this.state.slide.at = at;
    this.handle.stand(this.placing.at(latent), this.placing.projection === null);
    this.remember();
  }

  private end(): void {
    this.state.slide = null;
    this.slide.show(null);
    this.stand();
    this.remember();
  }

  /** The handle stands where the probe is, on axes that may have changed. */
  stand(): void {
    this.handle.stand(this.state.probe && this.placing.at(this.state.probe), this.placing.projection === null);
  }
}
