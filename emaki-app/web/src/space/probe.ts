import { el, everyFrame, number, numbers } from '../dom';
import { captioned } from '../figure';
import { pngOf, saves } from '../pictures';
import { cells } from './chart';
import type { Space } from './data';
import type { Decoder } from './decoder';
import { latentsCsv } from './export';
import { paint } from './images';
import { arrow } from './keys';

const MAP_CELLS = 24;

export interface ProbeActions {
  /** The probe has been moved on the map, or closed. */
  moved(latent: number[] | null): void;
}

/** A place of latent space, decoded as it moves, and the flat map on which it can be moved too. */
export class Probe {
  readonly element: HTMLElement;
  private readonly image: HTMLCanvasElement;
  private readonly place = el('p.hint');
  private readonly map = el('canvas.map', { tabindex: 0, role: 'img', 'aria-label': 'The latent space laid flat: move on it to decode' });
  private readonly mark = el('i.mark', { hidden: true });
  private latent: number[] = [];
  private mapped = false;
  private at: [number, number] = [0.5, 0.5];

  constructor(
    private readonly space: Space,
    private readonly decoder: Decoder,
    private readonly actions: ProbeActions,
  ) {
    this.image = space.images.canvas('decoded');
    const [down, across] = space.shape.axes;
    const along = across === undefined ? `along: ${down}` : `downwards: ${down}; across: ${across}`;
    this.element = el(
      'section.panel.card.probe',
      { 'aria-label': 'Decode anywhere' },
      el('header', {}, el('h2', {}, 'Decode anywhere'), el('button.icon', { 'aria-label': 'Close', onclick: () => actions.moved(null) }, '×')),
      el('figure.big', {}, this.image),
      this.place,
      saves(`${space.run.name}-decoded`, { png: () => pngOf(this.image), csv: () => latentsCsv([], [[]], this.latent, space.shape.dimension) }),
      el('h3', {}, 'Laid flat', saves(`${space.run.name}-map`, { png: () => pngOf(captioned(this.map, { title: `${space.run.name}, laid flat`, detail: along })), csv: () => this.mapCsv() })),
      el('div.mapframe', {}, this.map, this.mark),
      el('p.hint', {}, along),
    );
    const move = everyFrame((event: PointerEvent) => this.pointed(event));
    this.map.addEventListener('pointermove', move);
    this.map.addEventListener('pointerdown', move);
    this.map.addEventListener('keydown', (event) => this.keyed(event));
  }

  /** Decodes a place of the latent space. */
  show(latent: number[] | null): void {
    this.element.hidden = latent === null;
    if (!latent) return;
    this.latent = latent;
    this.place.textContent = numbers(latent);
    this.decoder.latest(new Float32Array(latent), (images) => {
      paint(this.image, this.space.images.shape, images);
      this.image.dataset['latent'] = latent.map(number).join(',');
    });
    if (!this.mapped) {
      this.mapped = true;
      void this.paintMap();
    }
  }

  private async paintMap(): Promise<void> {
    const { shape } = this.space.images;
    const pixels = await this.space.source.map(MAP_CELLS, MAP_CELLS);
    this.map.width = MAP_CELLS * shape.width;
    this.map.height = MAP_CELLS * shape.height;
    const values = this.space.images.values;
    for (let i = 0; i < MAP_CELLS * MAP_CELLS; i++) {
      paint(this.map, shape, pixels.subarray(i * values, (i + 1) * values), (i % MAP_CELLS) * shape.width, Math.floor(i / MAP_CELLS) * shape.height);
    }
    this.map.dataset['ready'] = 'true';
  }

  /** Where the map's cells are: places on the map and in latent space. */
  private async mapCsv(): Promise<Blob> {
    const { axes, dimension } = this.space.shape;
    const places = cells(MAP_CELLS, MAP_CELLS, axes.length);
    const latents = await this.space.source.chart(new Float32Array(places.flat()));
    const lines = places.map((place, i) => [Math.floor(i / MAP_CELLS), i % MAP_CELLS, ...place]);
    return latentsCsv(['map_row', 'map_column', ...axes], lines, latents, dimension);
  }

  private pointed(event: PointerEvent): void {
    const box = this.map.getBoundingClientRect();
    this.at = [(event.clientY - box.top) / box.height, (event.clientX - box.left) / box.width];
    void this.follow();
  }

  private keyed(event: KeyboardEvent): void {
    const step = arrow(event.key);
    if (!step) return;
    event.preventDefault();
    this.at = [this.at[0] + 0.02 * step[1], this.at[1] + 0.02 * step[0]];
    void this.follow();
  }

  /** Goes to where the map's place is in latent space. */
  private async follow(): Promise<void> {
    this.at = this.at.map((u) => Math.max(0, Math.min(1, u))) as [number, number];
    const [down, across] = this.at;
    this.mark.hidden = false;
    this.mark.style.left = `${100 * across}%`;
    this.mark.style.top = `${100 * down}%`;
    const axes = this.space.shape.axes.length;
    // A map of one coordinate runs on from line to line.
    const line = Math.min(MAP_CELLS - 1, Math.floor(down * MAP_CELLS));
    const u = axes === 1 ? [(line + across) / MAP_CELLS] : [down, across, ...new Array<number>(axes - 2).fill(0.5)];
    const latent = await this.space.source.chart(new Float32Array(u));
    this.actions.moved([...latent]);
  }
}
