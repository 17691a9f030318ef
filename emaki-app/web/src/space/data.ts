import { ApiError, getBytes, getJson, runPath, type PointShape, type Run } from '../api';
import { Images } from './images';

export const SPLITS = ['train', 'validation', 'test'];

/** A run's points and what is known of each. */
export interface Space {
  run: Run;
  shape: PointShape;
  images: Images;
  /** [count, dimension] */
  latents: Float32Array<ArrayBuffer>;
  /** [count], -1: none */
  labels: Int32Array;
  /** [count], codes as in SPLITS */
  split: Uint8Array;
  /** [count]; null until clustered */
  cluster: Int32Array | null;
  classNames: string[];
}

export async function loadSpace(name: string): Promise<Space> {
  const run = await getJson<Run>(runPath(name));
  const { points } = run;
  if (!points) {
    const why = run.record.spec.latent_dim === undefined ? 'is a classifier: it has no latents of its own.' : `has no latents yet: it is ${run.status}.`;
    throw new ApiError(404, `${name} ${why}`);
  }
  const array = (which: string) => getBytes(runPath(name, `/points/${which}`));
  const [latents, labels, split, cluster] = await Promise.all([
    array('latents'),
    array('labels'),
    array('split'),
    points.clustered ? array('cluster') : null,
  ]);
  return {
    run,
    shape: points,
    images: new Images(name, run.image),
    latents: new Float32Array(latents),
    labels: new Int32Array(labels),
    split: new Uint8Array(split),
    cluster: cluster && new Int32Array(cluster),
    classNames: run.record.dataset.class_names,
  };
}

export function className(space: Space, label: number): string {
  return label < 0 ? 'no label' : (space.classNames[label] ?? String(label));
}

/** What a point is, in a line. */
export function describe(space: Space, row: number): string {
  const cluster = space.cluster ? `, cluster ${space.cluster[row]}` : '';
  return `${className(space, space.labels[row] as number)}, number ${row}${cluster}, ${SPLITS[space.split[row] as number]}`;
}
