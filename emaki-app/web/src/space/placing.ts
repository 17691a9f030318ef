import { complaint, notify } from '../dom';
import { present } from '../present';
import type { MapStanding } from '../source';
import { seconds } from '../watch/togo';
import { projectionOf, type Space } from './data';
import { nearest } from './geometry';
import { openingAxes, Projection, type Axes } from './projection';
import type { Scatter } from './scatter';
import type { Shown } from './shown';
import type { SpaceState } from './state';
import { vantage } from './vantage';

/** What is said where the map is chosen, of a run that has what is named. */
export function ofMap(prior: boolean, film: boolean): string {
  const absent = [prior && 'prior', film && 'film'].filter((each) => each !== false);
  const without = absent.length ? `; ${absent.join(' and ')} ${absent.length > 1 ? 'have' : 'has'} no place here` : '';
  return `Near points are near in the space; how far the others are tells little. What is decoded stands at the image nearest to it${without}.`;
}

export interface PlacingActions {
  /** Of what is chosen, or how far it is; null: nothing. */
  say(sentence: string | null): void;
  /** These axes are chosen again: those wanted could not be had. */
  fellBack(axes: Axes): void;
}

/** Where points and prior are: on the chosen axes, or on the neighbour map. */
export class Placing {
  /** What puts any latent on the axes; null: the points are on the map, which knows of no others. */
  projection: Projection | null = null;
  private places = new Float32Array();
  private placed: Axes | null = null;
  private map: Float32Array<ArrayBuffer> | null = null;
  private priorShown = false;

  constructor(
    private readonly space: Space,
    private readonly state: Pick<SpaceState, 'axes' | 'prior'>,
    private readonly scatter: Scatter,
    private readonly shown: Shown,
    private readonly actions: PlacingActions,
    private readonly signal: AbortSignal,
  ) {}

  /** Puts the points where the axes have them, and the camera where it sees them all. */
  async place(): Promise<void> {
    const { axes } = this.state;
    let projection: Projection | null = null;
    try {
      if (axes === 'map') await this.makeMap();
      else projection = await projectionOf(this.space, axes);
    } catch (e) {
      if (axes !== 'map') throw e;
      return this.fallBack(complaint(e));
    }
    if (this.state.axes !== axes || this.signal.aborted) return;
    this.actions.say(axes === 'map' ? ofMap(this.space.shape.prior, this.space.run.snapshots.length > 1) : null);
    this.placed = axes;
    this.projection = projection;
    const points = projection ? projection.points(this.space.latents) : present(this.map);
    this.places = points;
    this.shown.place(points);
    const flat = projection?.flat ?? true;
    this.scatter.setFlat(flat);
    this.scatter.measure(points);
    if (!flat) await this.turn(points);
    this.scatter.home();
    await this.placePrior();
  }

  /** Where a latent stands; on the map at the point nearest to it. */
  at(latent: ArrayLike<number>): [number, number, number] {
    if (this.projection) return this.projection.place(latent);
    const { latents, shape } = this.space;
    const row = nearest(latents, shape.dimension, latent, 1)[0]?.row ?? 0;
    return [...this.places.subarray(3 * row, 3 * row + 3)] as [number, number, number];
  }

  private async fallBack(why: string): Promise<void> {
    notify(why);
    if (this.state.axes !== 'map') return;
    const { placed } = this;
    this.state.axes = placed ?? openingAxes(this.space.shape.dimension);
    this.actions.say(null);
    this.actions.fellBack(this.state.axes);
    if (!placed) await this.place();
  }

  /** Asks until the map is there, or wanted no longer. */
  private async makeMap(): Promise<void> {
    const { source, shape } = this.space;
    if (!source.neighbourMap) throw new Error('Maps are made by emaki explore.');
    const wanted = () => this.state.axes === 'map' && !this.signal.aborted;
    while (!this.map && wanted()) {
      const answer = await source.neighbourMap();
      if (answer instanceof ArrayBuffer) this.map = raised(new Float32Array(answer));
      else if (wanted()) this.actions.say(progress(answer, shape.count));
    }
  }

  /** Home is whence these points are seen best. */
  private async turn(points: Float32Array<ArrayBuffer>): Promise<void> {
    const { shape, labels, cluster } = this.space;
    const prior = (shape.prior && this.projection?.points(await this.space.floats('prior'))) || points;
    this.scatter.setHomeward(...vantage(points, prior, shape.labelled ? labels : cluster));
  }

  /** Shows or hides the prior where that is not so yet. */
  async refreshPrior(): Promise<void> {
    if (this.state.prior !== this.priorShown) await this.placePrior();
  }

  private async placePrior(): Promise<void> {
    const { prior } = this.state;
    this.priorShown = prior;
    const sample = this.space.shape.prior && prior && this.projection ? await this.space.floats('prior') : null;
    this.scatter.setPrior((sample && this.projection?.points(sample)) ?? null);
  }
}

/** Places on a plane in space. */
export function raised(plane: Float32Array): Float32Array<ArrayBuffer> {
  const places = new Float32Array((3 * plane.length) / 2);
  for (let i = 0; i < plane.length; i++) places[3 * (i >> 1) + (i & 1)] = present(plane[i]);
  return places;
}

/** How far the map is, in words. */
export function progress({ stage, done, seconds: left }: MapStanding, count: number): string {
  const doing = stage === 'LAYOUT' ? 'Laying out the map' : `Looking for the nearest neighbours of ${count.toLocaleString('en')} images`;
  return done > 0 ? `${doing}: ${Math.round(100 * done)} %${left === null ? '' : `, ${seconds(left)} to go`}` : `${doing} …`;
}
