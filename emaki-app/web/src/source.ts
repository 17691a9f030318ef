import { getBytes, getJson, getMade, post, postJson, runPath, type Metrics, type Run } from './api';
import type { Naming } from './space/annotations';

/** The arrays that a run has for its points: float32, but `split` uint8, and `labels`, `numbers`, `predicted`, `truth`, `given` int32. */
export type PointArray = 'latents' | 'labels' | 'split' | 'errors' | 'density' | 'axes' | 'variance' | 'prior' | 'numbers' | 'predicted' | 'confidence' | 'truth' | 'given';

/** An image of one's own, as the run sees it; images base64 of uint8. */
export interface Encoded {
  latent: number[];
  image: string;
  reconstruction: string;
  error: number;
  classes: { name: string; probability: number }[] | null;
}

/** What the server says of names that it wrote. */
export interface Labelled {
  /** What these images were called. */
  before: Naming[];
}

/** How far the neighbour map is: what is done at the moment, how much of that, and the seconds it still takes; null: not known yet. */
export interface MapStanding {
  stage: 'NEIGHBOURS' | 'LAYOUT';
  done: number;
  seconds: number | null;
}

/** Where a run's data come from: the explorer's server, or the very file that shows them. */
export interface RunSource {
  /** Whether what is said of the run here goes into its folder. */
  writable: boolean;
  run(): Promise<Run>;
  /** Writes names of images, and answers with what takes that back; null where nothing can be written. */
  label: ((namings: Naming[]) => Promise<Labelled>) | null;
  /** Where each image came from, where the run says that they have files. */
  files(): Promise<string[]>;
  /** Makes the run's report; null where nobody can. */
  report: (() => Promise<unknown>) | null;
  points(which: PointArray): Promise<ArrayBuffer>;
  /** The neighbour map, float32 [count, 2], or how far it is; null where nobody can make it. */
  neighbourMap: (() => Promise<ArrayBuffer | MapStanding>) | null;
  /** Which cluster of a clustering each point is in, int32; -1: noise. */
  clusters(clustering: string): Promise<ArrayBuffer>;
  /** A page of images, uint8 [count, height, width, channels]. */
  images(page: number): Promise<Uint8Array>;
  /** The validation latents after an epoch, [m, dimension]. */
  snapshot(epoch: number): Promise<Float32Array>;
  metrics(): Promise<Metrics>;
  /** An image file to its latent; null where there is no encoder. */
  encode: ((image: Blob) => Promise<Encoded>) | null;
  /** Latents [m, dimension] to images, uint8 [m, height, width, channels]. */
  decode(latents: Float32Array<ArrayBuffer>): Promise<Uint8Array>;
  /** Places of the flat map, [m, axes] in [0, 1], to latents [m, dimension]. */
  chart(places: Float32Array<ArrayBuffer>): Promise<Float32Array>;
  /** The space laid flat and decoded, uint8 [rows, columns, image]. */
  map(rows: number, columns: number): Promise<Uint8Array>;
}

/** A run that the explorer's server has. */
export function served(name: string): RunSource {
  const bytes = (rest: string) => getBytes(runPath(name, rest));
  return {
    writable: true,
    run: () => getJson(runPath(name)),
    label: (namings) => postJson<Labelled>(runPath(name, '/labels'), JSON.stringify({ namings })),
    files: () => getJson(runPath(name, '/files')),
    report: () => post(runPath(name, '/report'), ''),
    points: (which) => bytes(`/points/${which}`),
    neighbourMap: () => getMade<MapStanding>(runPath(name, '/points/map')),
    clusters: (clustering) => bytes(`/clusterings/${encodeURIComponent(clustering)}`),
    images: async (page) => new Uint8Array(await bytes(`/images/${page}`)),
    snapshot: async (epoch) => new Float32Array(await bytes(`/snapshots/${epoch}`)),
    metrics: () => getJson(runPath(name, '/metrics')),
    encode: (image) => postJson<Encoded>(runPath(name, '/encode'), image),
    decode: async (latents) => new Uint8Array(await post(runPath(name, '/decode'), latents)),
    chart: async (places) => new Float32Array(await post(runPath(name, '/chart'), places)),
    map: async (rows, columns) => new Uint8Array(await bytes(`/map?rows=${rows}&columns=${columns}`)),
  };
}

/** A run that is known already: what its space opens with is asked for at once, while the space's script is still on its way. */
export function ahead(source: RunSource, run: Run): RunSource {
  const first: PointArray[] = ['latents', 'labels', 'split', ...(run.points?.prior ? (['prior'] as const) : [])];
  const coming = new Map(first.map((which) => [which, source.points(which)]));
  // Whoever takes it hears of a failure; the others have no need to.
  for (const array of coming.values()) array.catch(() => {});
  const points = (which: PointArray): Promise<ArrayBuffer> => {
    const array = coming.get(which) ?? source.points(which);
    coming.delete(which);
    return array;
  };
  let known: Run | null = run;
  const told = (): Promise<Run> => {
    const first = known;
    known = null;
    return first ? Promise.resolve(first) : source.run();
  };
  return { ...source, run: told, points };
}
