import { ApiError, type Clustering, type PointShape, type Run } from '../api';
import { present } from '../present';
import type { PointArray, RunSource } from '../source';
import { given, judged, type Given, type Judged } from './annotations';
import { canWrite } from '../pictures';
import { Images } from './images';
import { Projection, type Projected } from './projection';

export const SPLITS = ['train', 'validation', 'test'];

/** A run's points and what is known of each. */
export interface Space {
  source: RunSource;
  run: Run;
  shape: PointShape;
  images: Images;
  /** [count, dimension] */
  latents: Float32Array<ArrayBuffer>;
  /** [count], -1: none */
  labels: Int32Array;
  /** [count], codes as in SPLITS */
  split: Uint8Array;
  /** The one that is looked at; null until clustered. */
  clustering: Clustering | null;
  /** The one that is to be looked at, once its clusters have come. */
  wanted: Clustering | null;
  /** [count], its clusters, -1: noise */
  cluster: Int32Array | null;
  classNames: string[];
  /** The same as their own script has them; empty where that is not known. */
  script: string[];
  /** null where the run has no classifier. */
  judged: Judged | null;
  /** null where nobody gave names to images. */
  given: Given | null;
  /** Where each image came from; null where that is not told. */
  files: string[] | null;
  /** [count], the points' numbers in the data set, ascending; null where they are 0, 1, 2, ... */
  numbers: Int32Array | null;
  /** An array of the run's floats, fetched once. */
  floats(which: PointArray): Promise<Float32Array<ArrayBuffer>>;
}

/** @param clustering the name of that to be looked at; null: the one made last */
export async function loadSpace(source: RunSource, clustering: string | null = null): Promise<Space> {
  const run = await source.run();
  const { points, name } = run;
  if (!points) {
    const why = run.record.spec.latent_dim === undefined ? 'is a classifier: it has no latents of its own.' : `has no latents yet: it is ${run.status}.`;
    throw new ApiError(404, `${name} ${why}`);
  }
  const array = (which: PointArray) => source.points(which);
  const [latents, labels, split, numbers, said, names, files] = await Promise.all([
    array('latents'),
    array('labels'),
    array('split'),
    points.drawnFrom ? array('numbers') : null,
    judged(source, run),
    given(source, run),
    run.files ? source.files() : null,
  ]);
  const space: Space = {
    source,
    run,
    shape: points,
    images: new Images(source, run.image),
    latents: new Float32Array(latents),
    labels: new Int32Array(labels),
    split: new Uint8Array(split),
    clustering: null,
    wanted: null,
    cluster: null,
    classNames: run.record.dataset.class_names,
    script: scriptOf(run),
    judged: said,
    given: names,
    files: files?.length === points.count ? files : null,
    numbers: numbers && new Int32Array(numbers),
    floats: onceEach(async (which: PointArray) => new Float32Array(await array(which))),
  };
  await lookAtClustering(space, clustering);
  return space;
}

/** Looks at the clustering of a name, or at the one made last, once its clusters have come; false where another is looked at. */
export async function lookAtClustering(space: Space, name: string | null): Promise<boolean> {
  const { clusterings } = space.run;
  const wanted = clusterings.find((clustering) => clustering.name === name) ?? clusterings.at(-1) ?? null;
  space.wanted = wanted;
  if (!wanted) return false;
  if (wanted === space.clustering) return true;
  const clusters = new Int32Array(await space.source.clusters(wanted.name));
  // Another may have been chosen meanwhile.
  if (space.wanted !== wanted) return false;
  space.clustering = wanted;
  space.cluster = clusters;
  return true;
}

/** The name of the clustering that is looked at, where it is not the one made last. */
export function chosenClustering({ clustering, run }: Space): string | null {
  return clustering === run.clusterings.at(-1) ? null : (clustering?.name ?? null);
}

export function clusterName({ clustering }: Pick<Space, 'clustering'>, cluster: number): string {
  const given = clustering?.names?.[cluster];
  return cluster < 0 ? 'noise' : given ? `${given} (${cluster})` : `cluster ${cluster}`;
}

/** What puts a run's latents on axes. */
export async function projectionOf(space: Space, axes: Projected): Promise<Projection> {
  const { dimension } = space.shape;
  return axes === 'principal' ? Projection.principal(await space.floats('axes'), dimension) : Projection.onto(axes, dimension);
}

/** Asks once for each key; again where that failed. */
function onceEach<K, V>(make: (key: K) => Promise<V>): (key: K) => Promise<V> {
  const made = new Map<K, Promise<V>>();
  return (key) => {
    const known = made.get(key);
    if (known) return known;
    const wanted = make(key);
    made.set(key, wanted);
    wanted.catch(() => made.delete(key));
    return wanted;
  };
}

export function className(space: Pick<Space, 'classNames'>, label: number): string {
  return label < 0 ? 'no label' : (space.classNames[label] ?? String(label));
}

/** The classes in their own script, where the browser has its letters. */
export function scriptOf({ script = [] }: Pick<Run, 'script'>): string[] {
  return canWrite(script) ? script : [];
}

/** A class's name, beside it as its own script has it. */
export function titleOf({ classNames, script }: Pick<Space, 'classNames' | 'script'>, name: string): string {
  const written = script[classNames.indexOf(name)];
  return written ? `${name} ${written}` : name;
}

/** A point's number in the data set. */
export function numberOf(space: Pick<Space, 'numbers'>, row: number): number {
  return space.numbers ? present(space.numbers[row]) : row;
}

/** The row of the image of a number, or -1. */
export function rowOf(space: Pick<Space, 'numbers' | 'shape'>, number: number): number {
  return space.numbers ? space.numbers.indexOf(number) : number >= 0 && number < space.shape.count ? number : -1;
}

/** What a point is, in a line. */
export function describe(space: Space, row: number): string {
  const cluster = space.cluster ? `, ${clusterName(space, present(space.cluster[row]))}` : '';
  const file = space.files ? `, ${present(space.files[row])}` : '';
  return `${titleOf(space, className(space, present(space.labels[row])))}, number ${numberOf(space, row)}${cluster}, ${SPLITS[present(space.split[row])]}${file}`;
}

/** The latent of a row. */
export function latentOf({ latents, shape }: Pick<Space, 'latents' | 'shape'>, row: number): Float32Array<ArrayBuffer> {
  return latents.slice(row * shape.dimension, (row + 1) * shape.dimension);
}

/** The rows of a snapshot's points: the first of the validation split. */
export function validationRows({ split }: Pick<Space, 'split'>, count: number): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < split.length && rows.length < count; row++) if (split[row] === SPLITS.indexOf('validation')) rows.push(row);
  return Int32Array.from(rows);
}
