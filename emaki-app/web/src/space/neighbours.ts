import { el, number } from '../dom';
import { present } from '../present';
import { className, describe, type Space } from './data';
import { nearest } from './geometry';

const NEIGHBOURS = 12;

export interface RowActions {
  pin(row: number): void;
  /** The pointer is on the row's image; -1: on none. */
  hover(row: number): void;
}

export interface Near {
  row: number;
  distance: number;
}

/** The rows nearest to a latent, `except` left out. */
export function neighbours({ latents, shape }: Pick<Space, 'latents' | 'shape'>, latent: ArrayLike<number>, except = -1): Near[] {
  return nearest(latents, shape.dimension, latent, NEIGHBOURS, except);
}

/** Their images, each a link; those of another class than `label`, where one is given, stand out. */
export function neighbourList(space: Space, near: Near[], actions: RowActions, label: number | null = null): HTMLElement {
  return el(
    'div.neighbours',
    {},
    ...near.map(({ row, distance }) => {
      const what = describe(space, row);
      const other = label !== null && space.labels[row] !== label;
      return el(
        `button.neighbour${other ? '.other' : ''}` as 'button.neighbour',
        {
          title: `${what}, distance ${number(distance)}`,
          onclick: () => actions.pin(row),
          onpointerenter: () => actions.hover(row),
          onpointerleave: () => actions.hover(-1),
        },
        space.images.picture(row, what),
        el('span', {}, className(space, present(space.labels[row]))),
      );
    }),
  );
}
