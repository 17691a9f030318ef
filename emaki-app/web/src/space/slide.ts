import { el } from '../dom';
import { pngOf, saves, sideBySide } from '../pictures';
import { present } from '../present';
import { describe, type Space } from './data';
import type { Decoder } from './decoder';
import { latentsCsv } from './export';
import { paint } from './images';

const STEPS = 9;
const SHARES = Array.from({ length: STEPS }, (_, i) => i / (STEPS - 1));

/** The straight way through latent space from one image to another, decoded. */
export class Slide {
  readonly element: HTMLElement;
  private readonly ends = el('div.strip');
  private readonly image: HTMLCanvasElement;
  private readonly range = el('input', { type: 'range', min: 0, max: 1, step: 0.005, 'aria-label': 'From the first image to the second' });
  private slide: { from: number; to: number; at: number } | null = null;

  constructor(
    private readonly space: Space,
    private readonly decoder: Decoder,
    private readonly actions: { slid(at: number, latent: number[]): void; close(): void },
  ) {
    this.image = space.images.canvas('in between');
    this.range.addEventListener('input', () => this.move(Number(this.range.value)));
    this.element = el(
      'section.panel.card.slide',
      { 'aria-label': 'Slide between two images' },
      el('header', {}, el('h2', {}, 'From one to another'), el('button.icon', { 'aria-label': 'Close', onclick: () => actions.close() }, '×')),
      el('figure.big', {}, this.image),
      this.range,
      this.ends,
      saves(`${space.run.name}-slide`, { png: () => pngOf(sideBySide([...this.ends.querySelectorAll('canvas')], 2)), csv: () => this.table() }),
    );
  }

  show(slide: { from: number; to: number; at: number } | null): void {
    this.element.hidden = slide === null;
    const changed = slide?.from !== this.slide?.from || slide?.to !== this.slide?.to;
    this.slide = slide;
    if (!slide || !changed) return;
    this.range.value = String(slide.at);
    void this.strip();
    this.move(slide.at);
  }

  private at(t: number): number[] {
    const { from, to } = this.slide as { from: number; to: number };
    const k = this.space.shape.dimension;
    const z = this.space.latents;
    return Array.from({ length: k }, (_, d) => (1 - t) * present(z[from * k + d]) + t * present(z[to * k + d]));
  }

  private move(t: number): void {
    const latent = this.at(t);
    this.decoder.latest(new Float32Array(latent), (images) => paint(this.image, this.space.images.shape, images));
    this.actions.slid(t, latent);
  }

  private table(): Blob {
    return latentsCsv(['share'], SHARES.map((t) => [t]), SHARES.flatMap((t) => this.at(t)), this.space.shape.dimension);
  }

  private async strip(): Promise<void> {
    const { from, to } = this.slide as { from: number; to: number };
    const steps = SHARES;
    const images = await this.decoder.decode(new Float32Array(steps.flatMap((t) => this.at(t))));
    const values = this.space.images.values;
    const between = steps.map((t, i) => {
      const canvas = this.space.images.canvas(`${Math.round(100 * t)} %`);
      paint(canvas, this.space.images.shape, images.subarray(i * values, (i + 1) * values));
      return canvas;
    });
    this.ends.replaceChildren(
      this.space.images.picture(from, describe(this.space, from)),
      ...between,
      this.space.images.picture(to, describe(this.space, to)),
    );
  }
}
