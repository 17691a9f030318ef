import type { RunSource } from '../source';

/** Decodes latents; while a request is on its way only the newest wish waits. */
export class Decoder {
  private busy = false;
  private next: { latents: Float32Array<ArrayBuffer>; done: (images: Uint8Array) => void } | null = null;
  /** Milliseconds from wish to answer, of the last requests. */
  readonly trips: number[] = [];

  constructor(
    private readonly source: Pick<RunSource, 'decode'>,
    private readonly failed: (e: unknown) => void,
  ) {}

  /** Images of latents, all of them. */
  async decode(latents: Float32Array<ArrayBuffer>): Promise<Uint8Array> {
    const began = performance.now();
    const images = await this.source.decode(latents);
    this.trips.push(performance.now() - began);
    if (this.trips.length > 240) this.trips.shift();
    return images;
  }

  /** The latest wish is fulfilled, those that it overtook are not. */
  latest(latents: Float32Array<ArrayBuffer>, done: (images: Uint8Array) => void): void {
    this.next = { latents, done };
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.next) {
      const { latents, done } = this.next;
      this.next = null;
      try {
        done(await this.decode(latents));
      } catch (e) {
        this.failed(e);
      }
    }
    this.busy = false;
  }
}
