import { el, number } from '../dom';
import { className, describe, numberOf, SPLITS, type Space } from './data';
import type { Decoder } from './decoder';
import { nearest } from './geometry';
import { paint } from './images';

const NEIGHBOURS = 12;

export interface InspectorActions {
  pin(row: number): void;
  hover(row: number): void;
  decodeFrom(row: number): void;
  slideFrom(row: number): void;
}

/** The pinned image: as it is, as the model sees it, and what is near it in latent space. */
export class Inspector {
  readonly element = el('section.panel.card', { 'aria-label': 'Pinned image' });

  constructor(
    private readonly space: Space,
    private readonly decoder: Decoder,
    private readonly actions: InspectorActions,
  ) {}

  /** The rows that lie nearest to a row. */
  neighbours(row: number): { row: number; distance: number }[] {
    return nearest(this.space.latents, this.space.shape.dimension, this.latent(row), NEIGHBOURS, row);
  }

  private latent(row: number): Float32Array<ArrayBuffer> {
    const k = this.space.shape.dimension;
    return this.space.latents.slice(row * k, (row + 1) * k);
  }

  show(row: number, error: number | null): void {
    this.element.hidden = row < 0;
    if (row < 0) return;
    const { space, actions } = this;
    const made = space.images.canvas('reconstruction');
    this.decoder.decode(this.latent(row)).then(
      (images) => paint(made, space.images.shape, images),
      () => made.classList.add('missing'),
    );
    const facts: [string, string][] = [
      ['number', String(numberOf(space, row))],
      ['class', className(space, space.labels[row] as number)],
      ...(space.cluster ? [['cluster', String(space.cluster[row])] as [string, string]] : []),
      ['split', SPLITS[space.split[row] as number] as string],
      ...(error === null ? [] : [['error', number(error)] as [string, string]]),
      ['latent', [...this.latent(row)].map((z) => number(z)).join(', ')],
    ];
    this.element.replaceChildren(
      el('header', {}, el('h2', {}, `Image ${numberOf(space, row)}`), el('button.icon', { 'aria-label': 'Unpin', title: 'Unpin (Esc)', onclick: () => actions.pin(-1) }, '×')),
      el(
        'div.pair',
        {},
        el('figure', {}, space.images.picture(row, describe(space, row)), el('figcaption', {}, 'original')),
        el('figure', {}, made, el('figcaption', {}, 'reconstruction')),
      ),
      el('dl', {}, ...facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])),
      el(
        'div.actions',
        {},
        el('button', { onclick: () => actions.decodeFrom(row), title: 'Put the probe here and drag it' }, 'Decode around'),
        el('button', { onclick: () => actions.slideFrom(row), title: 'Then click another image' }, 'Slide to …'),
      ),
      el('h3', {}, 'Nearest in latent space'),
      el('div.neighbours', {}, ...this.neighbours(row).map((near) => this.neighbour(row, near))),
    );
  }

  private neighbour(from: number, { row, distance }: { row: number; distance: number }): HTMLElement {
    const same = this.space.labels[row] === this.space.labels[from];
    return el(
      `button.neighbour${same ? '' : '.other'}` as 'button.neighbour',
      {
        title: `${describe(this.space, row)}, distance ${number(distance)}`,
        onclick: () => this.actions.pin(row),
        onpointerenter: () => this.actions.hover(row),
        onpointerleave: () => this.actions.hover(-1),
      },
      this.space.images.picture(row, describe(this.space, row)),
      className(this.space, this.space.labels[row] as number),
    );
  }
}
