import type { Clustering, PointShape } from '../api';
import { openingAxes, type Axes } from './projection';
import { pack, unpack } from './rows';

export type Colouring = 'class' | 'cluster' | 'split' | 'error' | 'agreement';
const COLOURINGS: Colouring[] = ['class', 'cluster', 'split', 'error', 'agreement'];

export type Tool = 'turn' | 'lasso' | 'box';

/** Everything that a link to a space brings back. */
export interface SpaceState {
  colour: Colouring;
  /** The name of the clustering looked at; null: the one made last. */
  clustering: string | null;
  axes: Axes;
  size: number;
  prior: boolean;
  /** Images in the place of dots. */
  sprites: boolean;
  /** What is not shown. */
  classes: Set<number>;
  clusters: Set<number>;
  splits: Set<number>;
  /** Shares of the points, by reconstruction error, between which they are shown. */
  error: [number, number];
  selected: Int32Array;
  isolated: boolean;
  pinned: number;
  /** null: where it sees everything. */
  camera: number[] | null;
  /** A place of the latent space that is being decoded. */
  probe: number[] | null;
  /** From one image to another, and how far. */
  slide: { from: number; to: number; at: number } | null;
  /** Of the film, or of a run that trains; it may lie between two. null: as trained, or the newest. */
  epoch: number | null;
  /** The pixels of an image that is none of the run's. */
  own: string | null;
}

export function initial(dimension: number, labelled: boolean, clustered: boolean): SpaceState {
  return {
    colour: labelled ? 'class' : clustered ? 'cluster' : 'split',
    clustering: null,
    axes: openingAxes(dimension),
    size: 4,
    prior: true,
    sprites: false,
    classes: new Set(),
    clusters: new Set(),
    splits: new Set(),
    error: [0, 1],
    selected: new Int32Array(),
    isolated: false,
    pinned: -1,
    camera: null,
    probe: null,
    slide: null,
    epoch: null,
    own: null,
  };
}

/** Only what differs from how a space opens. */
export function toParams(state: SpaceState, opening: SpaceState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (key: string, value: string) => params.set(key, value);
  if (state.colour !== opening.colour) set('colour', state.colour);
  if (state.clustering) set('clustering', state.clustering);
  if (String(state.axes) !== String(opening.axes)) set('axes', String(state.axes));
  if (state.size !== opening.size) set('size', String(state.size));
  if (state.prior !== opening.prior) set('prior', state.prior ? '1' : '0');
  if (state.sprites) set('sprites', '1');
  if (state.classes.size) set('hide-classes', [...state.classes].join(','));
  if (state.clusters.size) set('hide-clusters', [...state.clusters].join(','));
  if (state.splits.size) set('hide-splits', [...state.splits].join(','));
  if (state.error[0] > 0 || state.error[1] < 1) set('error', state.error.join(','));
  if (state.selected.length) set('selected', pack(state.selected));
  if (state.isolated) set('isolated', '1');
  if (state.pinned >= 0) set('pin', String(state.pinned));
  if (state.camera) set('camera', state.camera.map(short).join(','));
  if (state.probe) set('probe', state.probe.map(short).join(','));
  if (state.slide) set('slide', `${state.slide.from},${state.slide.to},${short(state.slide.at)}`);
  if (state.epoch !== null) set('epoch', short(state.epoch));
  if (state.own) set('own', state.own);
  return params;
}

/** What the points of a run can be coloured by. */
export function colourings({ labelled }: Pick<PointShape, 'labelled'>, clusterings: Pick<Clustering, 'matching'>[]): Colouring[] {
  const agreement = clusterings.some(({ matching }) => matching !== null);
  const has = { class: labelled, cluster: clusterings.length > 0, split: true, error: true, agreement };
  return COLOURINGS.filter((by) => has[by]);
}

/** Reads an address; what is damaged or out of range is as at the opening. */
export function fromParams(
  params: URLSearchParams,
  opening: SpaceState,
  count: number,
  dimension: number,
  possible: Colouring[] = COLOURINGS,
): SpaceState {
  const state: SpaceState = { ...opening };
  const colour = params.get('colour') as Colouring | null;
  if (colour && possible.includes(colour)) state.colour = colour;
  state.clustering = params.get('clustering');
  const axes = params.get('axes');
  if (axes === 'principal' && dimension > 3) state.axes = 'principal';
  else if (axes) {
    const chosen = numbers(axes);
    if (chosen.length === 3 && chosen.every((a) => Number.isInteger(a) && a >= -1 && a < dimension)) state.axes = chosen;
  }
  const size = Number(params.get('size') ?? opening.size);
  if (size >= 1 && size <= 16) state.size = size;
  if (params.has('prior')) state.prior = params.get('prior') === '1';
  state.sprites = params.get('sprites') === '1';
  state.classes = new Set(numbers(params.get('hide-classes')));
  state.clusters = new Set(numbers(params.get('hide-clusters')));
  state.splits = new Set(numbers(params.get('hide-splits')));
  const [low = 0, high = 1] = numbers(params.get('error'));
  if (low >= 0 && low <= high && high <= 1) state.error = [low, high];
  state.selected = unpack(params.get('selected') ?? '', count);
  state.isolated = params.get('isolated') === '1' && state.selected.length > 0;
  const row = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value) && value >= 0 && value < count;
  const pin = params.has('pin') ? Number(params.get('pin')) : -1;
  if (row(pin)) state.pinned = pin;
  const camera = numbers(params.get('camera'));
  if (camera.length === 6) state.camera = camera;
  const probe = numbers(params.get('probe'));
  if (probe.length === dimension) state.probe = probe;
  const [from, to, at = 0] = numbers(params.get('slide'));
  if (row(from) && row(to)) state.slide = { from, to, at: Math.max(0, Math.min(1, at)) };
  const [epoch] = numbers(params.get('epoch'));
  if (epoch !== undefined && epoch >= 0) state.epoch = epoch;
  state.own = params.get('own');
  return state;
}

function numbers(text: string | null): number[] {
  if (!text) return [];
  const all = text.split(',').map(Number);
  return all.every(Number.isFinite) ? all : [];
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
