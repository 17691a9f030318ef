/** What a person calls the clusters of a clustering, as far as they have come. */

import { present } from '../present';

/** As the server has it. */
export interface Names {
  clustering: string;
  method: string;
  /** When the clusters were made: names are of these and no others. */
  created: string;
  /** Of the run, noise included. */
  images: number;
  sizes: number[];
  /** Empty where a cluster has none. */
  names: string[];
  /** Rows of images, by cluster. */
  examples: { typical: number[]; doubtful: number[] }[];
}

export class Naming {
  /** The clusters that hold images, in the order in which they are shown. */
  readonly order: number[];
  /** What one of them is called. */
  readonly kind: 'island' | 'cluster';

  constructor(readonly of: Names) {
    this.order = of.sizes.flatMap((size, cluster) => (size ? [cluster] : []));
    this.kind = of.method.startsWith('islands') ? 'island' : 'cluster';
  }

  name(cluster: number): string {
    return present(this.of.names[cluster]);
  }

  size(cluster: number): number {
    return present(this.of.sizes[cluster]);
  }

  /** False where it has that name already. */
  rename(cluster: number, name: string): boolean {
    const wanted = name.trim();
    if (this.name(cluster) === wanted) return false;
    this.of.names[cluster] = wanted;
    return true;
  }

  /** The cluster after one; after the last the first without a name, or null where all have one. */
  after(cluster: number): number | null {
    return this.order[this.order.indexOf(cluster) + 1] ?? this.order.find((other) => !this.name(other)) ?? null;
  }

  /** The cluster before one; the first has none. */
  before(cluster: number): number | null {
    return this.order[this.order.indexOf(cluster) - 1] ?? null;
  }

  /** Where to begin: the first without a name. */
  get first(): number {
    return this.order.find((cluster) => !this.name(cluster)) ?? this.order[0] ?? 0;
  }

  get named(): number {
    return this.order.filter((cluster) => this.name(cluster)).length;
  }

  get imagesNamed(): number {
    return this.order.reduce((sum, cluster) => sum + (this.name(cluster) ? this.size(cluster) : 0), 0);
  }

  get progress(): string {
    const many = (value: number) => value.toLocaleString('en');
    return `${many(this.named)} of ${many(this.order.length)} ${this.kind}s, ${many(this.imagesNamed)} of ${many(this.of.images)} images named`;
  }

  /** The names given so far, each once, by letters. */
  get used(): string[] {
    const collator = new Intl.Collator('en', { numeric: true });
    return [...new Set(this.of.names.filter(Boolean))].sort((a, b) => collator.compare(a, b));
  }
}
