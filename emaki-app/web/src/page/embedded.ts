import type { Metrics, Run } from '../api';
import { present } from '../present';
import type { RunSource } from '../source';
import type { Blocks } from './blocks';
import { cells } from '../space/chart';
import { at, type ChartGrid } from './chart';
import { forward, pixels, type Activation, type Layer } from './mlp';
import { dequantise } from './quantised';

/** What the page says of the run that it carries. */
export interface Carried {
  run: Run;
  metrics: Metrics;
  decoder: { outputs: number; activation: Activation }[];
  /** Nodes of the chart's grid along its axes. */
  chart: number[];
}

/** Latents that are decoded before the page may do something else. */
const SLICE = 16;

/** A run that lies in the page itself: nothing is fetched. */
export class EmbeddedRun implements RunSource {
  /** The page carries the decoder alone. */
  readonly encode = null;
  readonly report = null;
  readonly neighbourMap = null;
  readonly writable = false;
  readonly label = null;
  private layers: Promise<Layer[]> | null = null;

  constructor(
    private readonly carried: Carried,
    private readonly blocks: Blocks,
  ) {}

  /** Where the images lay is nobody's business. */
  files(): Promise<string[]> {
    return Promise.resolve([]);
  }

  run(): Promise<Run> {
    return Promise.resolve(this.carried.run);
  }

  metrics(): Promise<Metrics> {
    return Promise.resolve(this.carried.metrics);
  }

  async points(which: string): Promise<ArrayBuffer> {
    const bytes = await this.blocks.bytes(which);
    return which.startsWith('prior') ? dequantise(bytes, 1).buffer : bytes;
  }

  clusters(clustering: string): Promise<ArrayBuffer> {
    return this.blocks.bytes(`clustering-${clustering}`);
  }

  async images(page: number): Promise<Uint8Array> {
    return new Uint8Array(await this.blocks.bytes(`images-${page}`));
  }

  async snapshot(epoch: number): Promise<Float32Array> {
    return dequantise(await this.blocks.bytes(`snapshot-${epoch}`), 1);
  }

  async chart(places: Float32Array<ArrayBuffer>): Promise<Float32Array> {
    const grid = await this.grid();
    const axes = this.shape().axes.length;
    const latents = new Float32Array((places.length / axes) * grid.dimension);
    for (let i = 0; i < places.length / axes; i++) latents.set(at(grid, places.subarray(i * axes, (i + 1) * axes)), i * grid.dimension);
    return latents;
  }

  async map(rows: number, columns: number): Promise<Uint8Array> {
    const places = cells(rows, columns, this.shape().axes.length);
    return this.decode(new Float32Array(await this.chart(new Float32Array(places.flat()))));
  }

  async decode(latents: Float32Array<ArrayBuffer>): Promise<Uint8Array> {
    return pixels(await this.decodeValues(latents));
  }

  /** Latents [m, dimension] to images in [0, 1]. */
  async decodeValues(latents: Float32Array): Promise<Float32Array> {
    const layers = await (this.layers ??= this.unpackLayers());
    const k = this.shape().dimension;
    const width = present(layers.at(-1)).bias.length;
    const images = new Float32Array((latents.length / k) * width);
    for (let row = 0; row < latents.length / k; row += SLICE) {
      if (row) await new Promise((resolve) => setTimeout(resolve));
      images.set(forward(layers, latents.subarray(row * k, (row + SLICE) * k)), row * width);
    }
    return images;
  }

  private async grid(): Promise<ChartGrid> {
    return { latents: new Float32Array(await this.blocks.bytes('chart')), nodes: this.carried.chart, dimension: this.shape().dimension };
  }

  private shape() {
    return present(this.carried.run.points);
  }

  private unpackLayers(): Promise<Layer[]> {
    return Promise.all(
      this.carried.decoder.map(async ({ outputs, activation }, i) => ({
        weight: dequantise(await this.blocks.bytes(`weight-${i}`), outputs),
        bias: new Float32Array(await this.blocks.bytes(`bias-${i}`)),
        activation,
      })),
    );
  }
}
