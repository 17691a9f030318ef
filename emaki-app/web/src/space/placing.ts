import { projectionOf, type Space } from './data';
import { Projection } from './projection';
import type { Scatter } from './scatter';
import type { Shown } from './shown';
import type { SpaceState } from './state';
import { vantage } from './vantage';

/** Where points and prior are: on the chosen axes. */
export class Placing {
  projection = Projection.onto([], 0);
  private priorShown = false;

  constructor(
    private readonly space: Space,
    private readonly state: Pick<SpaceState, 'axes' | 'prior'>,
    private readonly scatter: Scatter,
    private readonly shown: Shown,
  ) {}

  /** Puts the points where the axes have them, and the camera where it sees them all. */
  async place(): Promise<void> {
    const { axes } = this.state;
    const projection = await projectionOf(this.space, axes);
    if (this.state.axes !== axes) return;
    this.projection = projection;
    const points = projection.points(this.space.latents);
    this.shown.place(points);
    this.scatter.setFlat(projection.flat);
    this.scatter.measure(points);
    if (!projection.flat) await this.turn(points);
    this.scatter.home();
    await this.placePrior();
  }

  /** Home is whence these points are seen best. */
  private async turn(points: Float32Array<ArrayBuffer>): Promise<void> {
    const { shape, labels, cluster } = this.space;
    const prior = shape.prior ? this.projection.points(await this.space.floats('prior')) : points;
    this.scatter.setHomeward(...vantage(points, prior, shape.labelled ? labels : cluster));
  }

  /** Shows or hides the prior where that is not so yet. */
  async refreshPrior(): Promise<void> {
    if (this.state.prior !== this.priorShown) await this.placePrior();
  }

  private async placePrior(): Promise<void> {
    const { prior } = this.state;
    this.priorShown = prior;
    this.scatter.setPrior(this.space.shape.prior && prior ? this.projection.points(await this.space.floats('prior')) : null);
  }
}
