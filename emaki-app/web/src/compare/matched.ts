import type { Run } from '../api';
import { within } from '../present';
import { served } from '../source';

/** Of which images a run is: a row is the same image wherever this is the same. */
export function imagesOf({ name, record, points }: Run): string {
  return `${record.dataset.sha256 ?? name} ${points?.count ?? 0}`;
}

/**
 * Clusters numbered as those of another clustering of the same images with which they share the most images, the largest share first; those that
 * are left come after them. Noise stays noise.
 */
export function matched(cluster: Int32Array, reference: Int32Array): Int32Array {
  const most = reference.reduce((a, b) => Math.max(a, b), -1) + 1;
  const shared = new Map<number, number>();
  cluster.forEach((own, i) => {
    const other = within(reference[i]);
    if (own >= 0 && other >= 0) shared.set(own * most + other, (shared.get(own * most + other) ?? 0) + 1);
  });
  const number = new Map([[-1, -1]]);
  const taken = new Set<number>();
  for (const [pair] of [...shared].sort(([a, x], [b, y]) => y - x || a - b)) {
    const [own, other] = [Math.floor(pair / most), pair % most];
    if (number.has(own) || taken.has(other)) continue;
    number.set(own, other);
    taken.add(other);
  }
  const left = [...new Set(cluster)].filter((own) => !number.has(own)).sort((a, b) => a - b);
  left.forEach((own, i) => number.set(own, most + i));
  return cluster.map((own) => within(number.get(own)));
}

/** The clusters whose numbers, hence colours, those of other runs take: those of the first run that has the same images and is clustered. */
export class References {
  private readonly runs = new Map<string, Promise<Run | null>>();
  private readonly clusters = new Map<string, Promise<Int32Array>>();

  /** @param names of runs, in their order */
  constructor(private readonly names: string[]) {}

  /** A run's clusters as they are to be coloured. */
  async numbered(run: Run, cluster: Int32Array): Promise<Int32Array> {
    for (const name of this.names) {
      const other = await this.run(name);
      const newest = other?.clusterings.at(-1);
      if (!other || !newest || imagesOf(other) !== imagesOf(run)) continue;
      return name === run.name ? cluster : matched(cluster, await this.clustersOf(name, newest.name));
    }
    return cluster;
  }

  /** null where it cannot be read: its own picture says why. */
  private run(name: string): Promise<Run | null> {
    return once(this.runs, name, () => served(name).run().catch(() => null));
  }

  private clustersOf(name: string, clustering: string): Promise<Int32Array> {
    return once(this.clusters, name, async () => new Int32Array(await served(name).clusters(clustering)));
  }
}

function once<V>(made: Map<string, V>, name: string, make: () => V): V {
  const value = made.get(name) ?? make();
  made.set(name, value);
  return value;
}
