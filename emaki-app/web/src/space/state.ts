import type { Clustering, PointShape } from '../api';
import { FACETS, HIDES, type Facet, type Hides } from './facets';
import { openingAxes, type Axes } from './projection';
import { pack, unpack } from './rows';

/** What points can be coloured by: a group that they are in, or a number. */
export type Colouring = Facet | 'error' | 'confidence' | 'density';
const COLOURINGS: Colouring[] = ['class', 'cluster', 'given', 'predicted', 'verdict', 'confidence', 'split', 'error', 'density', 'agreement'];

/** null: it is a number. */
export function facetOf(by: Colouring): Facet | null {
  return by === 'error' || by === 'confidence' || by === 'density' ? null : by;
}

export type Tool = 'turn' | 'lasso' | 'box';

/** Everything that a link to a space brings back; of each group what is not shown. */
export interface SpaceState extends Hides {
  colour: Colouring;
  /** The name of the clustering looked at; null: the one made last. */
  clustering: string | null;
  axes: Axes;
  size: number;
  /** How much of what lies behind it a dot covers. */
  opacity: number;
  /** Whether groups have their names among the points. */
  names: boolean;
  prior: boolean;
  /** Laid flat by the prior's own coordinates. */
  unrolled: boolean;
  /** Images in the place of dots. */
  sprites: boolean;
  /** Shares of the points, by reconstruction error, between which they are shown. */
  error: [number, number];
  /** The classifier's probabilities between which points are shown. */
  confidence: [number, number];
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

const RANGES = ['error', 'confidence'] as const;

/** Dots of more points than this are seen through as a space opens, or nothing but the foremost would be seen. Mixing takes a processor half again as long a frame. */
const OPAQUE_POINTS = 100_000;

export function initial(dimension: number, labelled: boolean, clustered: boolean, count = 0): SpaceState {
  return {
    colour: labelled ? 'class' : clustered ? 'cluster' : 'split',
    clustering: null,
    axes: openingAxes(dimension),
    size: 4,
    opacity: Math.max(0.3, Math.round(20 * Math.min(1, Math.sqrt(OPAQUE_POINTS / Math.max(1, count)))) / 20),
    names: true,
    prior: true,
    unrolled: false,
    sprites: false,
    ...hidesNothing(),
    error: [0, 1],
    confidence: [0, 1],
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

function hidesNothing(): Hides {
  return { classes: new Set(), clusters: new Set(), splits: new Set(), predictions: new Set(), verdicts: new Set(), labels: new Set(), agreements: new Set() };
}

/** Lets all points through. */
export function unfilter(state: SpaceState): void {
  Object.assign(state, hidesNothing());
  state.error = [0, 1];
  state.confidence = [0, 1];
}

/** Whether a range leaves something out. */
export function narrows([low, high]: [number, number]): boolean {
  return low > 0 || high < 1;
}

/** Of selections, which are never changed but only exchanged: an address is asked for with every frame. */
const PACKED = new WeakMap<Int32Array, string>();

function packed(selected: Int32Array): string {
  const known = PACKED.get(selected) ?? pack(selected);
  PACKED.set(selected, known);
  return known;
}

/** Only what differs from how a space opens. */
export function toParams(state: SpaceState, opening: SpaceState): URLSearchParams {
  const params = new URLSearchParams();
  const set = (key: string, value: string) => params.set(key, value);
  if (state.colour !== opening.colour) set('colour', state.colour);
  if (state.clustering) set('clustering', state.clustering);
  if (String(state.axes) !== String(opening.axes)) set('axes', String(state.axes));
  if (state.size !== opening.size) set('size', String(state.size));
  if (state.opacity !== opening.opacity) set('opacity', String(state.opacity));
  if (state.names !== opening.names) set('names', state.names ? '1' : '0');
  if (state.prior !== opening.prior) set('prior', state.prior ? '1' : '0');
  if (state.unrolled) set('unrolled', '1');
  if (state.sprites) set('sprites', '1');
  for (const facet of FACETS) if (state[HIDES[facet]].size) set(`hide-${HIDES[facet]}`, [...state[HIDES[facet]]].join(','));
  for (const range of RANGES) if (narrows(state[range])) set(range, state[range].map(short).join(','));
  if (state.selected.length) set('selected', packed(state.selected));
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
export function colourings(
  { labelled, dimension }: Pick<PointShape, 'labelled' | 'dimension'>,
  clusterings: Pick<Clustering, 'matching'>[],
  { judged, given }: { judged: unknown; given: unknown } = { judged: null, given: null },
): Colouring[] {
  const agreement = clusterings.some(({ matching }) => matching !== null);
  const classified = judged !== null;
  const has: Record<Colouring, boolean> = {
    class: labelled,
    cluster: clusterings.length > 0,
    given: given !== null,
    predicted: classified,
    verdict: classified,
    confidence: classified,
    split: true,
    error: true,
    // Beyond these it takes every pair of points.
    density: dimension <= 3,
    agreement,
  };
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
  if ((axes === 'principal' || axes === 'map') && dimension > 3) state.axes = axes;
  else if (axes) {
    const chosen = numbers(axes);
    if (chosen.length === 3 && chosen.every((a) => Number.isInteger(a) && a >= -1 && a < dimension)) state.axes = chosen;
  }
  const size = Number(params.get('size') ?? opening.size);
  if (size >= 1 && size <= 16) state.size = size;
  const opacity = Number(params.get('opacity') ?? opening.opacity);
  if (opacity >= 0.05 && opacity <= 1) state.opacity = opacity;
  if (params.has('names')) state.names = params.get('names') === '1';
  if (params.has('prior')) state.prior = params.get('prior') === '1';
  state.unrolled = params.get('unrolled') === '1';
  state.sprites = params.get('sprites') === '1';
  for (const facet of FACETS) state[HIDES[facet]] = new Set(numbers(params.get(`hide-${HIDES[facet]}`)));
  for (const range of RANGES) {
    const [low = 0, high = 1] = numbers(params.get(range));
    if (low >= 0 && low <= high && high <= 1) state[range] = [low, high];
  }
  state.selected = unpack(params.get('selected') ?? '', count);
  state.isolated = params.get('isolated') === '1' && state.selected.length > 0;
  const row = (value: number | undefined): value is number => value !== undefined && Number.isInteger(value) && value >= 0 && value < count;
  const pin = params.has('pin') ? Number(params.get('pin')) : -1;
  if (row(pin)) state.pinned = pin;
  const camera = numbers(params.get('camera'));
  // An eye in what it looks at sees nothing.
  if (camera.length === 6 && [0, 1, 2].some((i) => camera[i] !== camera[i + 3])) state.camera = camera;
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
