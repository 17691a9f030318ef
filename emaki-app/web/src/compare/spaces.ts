import { complaint, el } from '../dom';
import { pngOf, saves } from '../pictures';
import { served } from '../source';
import { colour } from '../space/colouring';
import { loadSpace, projectionOf, type Space } from '../space/data';
import { pointsCsv } from '../space/export';
import { CpuPainter } from '../space/cpu';
import { paint } from '../space/images';
import { steerable } from '../space/keys';
import { bestPainter } from '../space/painters';
import { openingAxes } from '../space/projection';
import { Scatter } from '../space/scatter';
import { sample } from './marks';
import { Together } from './together';

const MAP_CELLS = 12;

/** How far from sight a space is made ready, and put away. */
const MARGIN = '120px 0px';

/** Browsers give all pages together some sixteen contexts of the graphics processor, and take the oldest away for a further one. */
const MOST_CONTEXTS = 10;

/** What is drawn of a space; the rest is asked for again when it is saved. */
interface Drawn {
  positions: Float32Array<ArrayBuffer>;
  rgb: Uint8Array;
  flat: boolean;
}

/**
 * Latent spaces that turn together, each above its space laid flat. Only those in sight are drawn, the first of them by the graphics
 * processor where there is one.
 *
 * @param all runs of the page, which give each its mark
 */
export function sideBySide(all: string[], names: string[], scrolled: HTMLElement, signal: AbortSignal): HTMLElement {
  const together = new Together<Scatter>((work) => requestAnimationFrame(work));
  const small = new Map(names.map((name) => new SmallSpace(name, all.indexOf(name), together)).map((space) => [space.figure as Element, space]));
  const observer = new IntersectionObserver((changes) => changes.forEach(({ target, isIntersecting }) => small.get(target)?.seen(isIntersecting)), { root: scrolled, rootMargin: MARGIN });
  small.forEach((_, figure) => observer.observe(figure));
  signal.addEventListener('abort', () => {
    observer.disconnect();
    small.forEach((space) => space.seen(false));
  });
  return el(names.length > 8 ? 'div.spaces.many' : 'div.spaces', {}, ...[...small.values()].map(({ figure }) => figure));
}

/** Those of the graphics processor that spaces in sight have. */
let contexts = 0;

class SmallSpace {
  readonly figure: HTMLElement;
  private readonly stage = el('div.stage');
  private readonly laidFlat = el('div.laidflat');
  private drawn: Promise<Drawn> | null = null;
  private live: { scatter: Scatter; closing: AbortController } | null = null;
  private inSight = false;

  constructor(
    private readonly name: string,
    run: number,
    private readonly together: Together<Scatter>,
  ) {
    const saving = saves(name, { png: () => this.png(), csv: () => this.csv() });
    const title = el('a', { href: `#/run/${encodeURIComponent(name)}` }, name);
    this.figure = el('figure.small', { 'data-run': name }, el('figcaption', {}, sample(run), title, saving), this.stage, this.laidFlat);
  }

  /** It comes into sight, or goes out of it. */
  seen(inSight: boolean): void {
    this.inSight = inSight;
    if (inSight) void this.show();
    else this.rest();
  }

  private async show(): Promise<void> {
    const first = !this.drawn;
    try {
      this.drawn ??= this.load();
      const drawn = await this.drawn;
      if (!this.inSight || this.live) return;
      this.draw(drawn);
    } catch (e) {
      if (first) this.stage.replaceChildren(el('p.hint', {}, complaint(e)));
    }
  }

  private async load(): Promise<Drawn> {
    const space = await loadSpace(served(this.name));
    const { dimension, labelled } = space.shape;
    const projection = await projectionOf(space, openingAxes(dimension));
    void this.map(space);
    return {
      positions: projection.points(space.latents),
      rgb: colour(space, labelled ? 'class' : 'split', null).rgb,
      flat: projection.flat,
    };
  }

  private draw({ positions, rgb, flat }: Drawn): void {
    const closing = new AbortController();
    const painter = contexts < MOST_CONTEXTS ? bestPainter() : new CpuPainter();
    const scatter = new Scatter(closing.signal, '--paper', painter);
    if (!(painter instanceof CpuPainter)) {
      contexts++;
      closing.signal.addEventListener('abort', () => contexts--);
    }
    this.live = { scatter, closing };
    this.stage.replaceChildren(scatter.element);
    scatter.setFlat(flat);
    scatter.setPointSize(2.5);
    scatter.setPositions(positions);
    scatter.measure();
    scatter.setColours(rgb);
    scatter.home();
    steerable(scatter, 'application', `The latents of ${this.name}, which turn with the others.`);
    for (const hand of ['pointerdown', 'wheel', 'keydown']) scatter.element.addEventListener(hand, () => this.together.lead(scatter), { capture: true, passive: true });
    scatter.onFrame(() => this.together.drawn(scatter));
    this.together.join(scatter);
  }

  private rest(): void {
    if (!this.live) return;
    const { scatter, closing } = this.live;
    this.live = null;
    this.together.leave(scatter);
    closing.abort();
    scatter.element.remove();
  }

  /** The space laid flat and decoded: the walks side by side. */
  private async map(space: Space): Promise<void> {
    const { shape, values } = space.images;
    try {
      const pixels = await space.source.map(MAP_CELLS, MAP_CELLS);
      const canvas = el('canvas.map', { width: MAP_CELLS * shape.width, height: MAP_CELLS * shape.height, role: 'img', 'aria-label': `${this.name}, laid flat` });
      for (let i = 0; i < MAP_CELLS * MAP_CELLS; i++) {
        paint(canvas, shape, pixels.subarray(i * values, (i + 1) * values), (i % MAP_CELLS) * shape.width, Math.floor(i / MAP_CELLS) * shape.height);
      }
      this.laidFlat.replaceChildren(canvas);
    } catch (e) {
      this.laidFlat.replaceChildren(el('p.hint', {}, complaint(e)));
    }
  }

  private async png(): Promise<Blob> {
    if (!this.live) throw new Error('It is not in sight yet.');
    return pngOf(this.live.scatter.picture());
  }

  private async csv(): Promise<Blob> {
    const space = await loadSpace(served(this.name));
    return pointsCsv(space, Int32Array.from({ length: space.shape.count }, (_, row) => row), null);
  }
}
