import { el, number, numbers } from '../dom';
import { present } from '../present';
import { VERDICTS, type Judged } from './annotations';
import { className, clusterName, describe, latentOf, numberOf, SPLITS, titleOf, type Space } from './data';
import type { Decoder } from './decoder';
import { groupsOf } from './facets';
import { paint } from './images';
import { neighbourList, neighbours, type RowActions } from './neighbours';

/** The class that the classifier sees, and how sure it is. */
function judgement({ classes, predicted, confidence, verdict }: Judged, row: number): string {
  const wrong = present(VERDICTS[present(verdict[row])]) === 'wrong' ? ', wrong' : '';
  return `${present(classes[present(predicted[row])])}, ${(100 * present(confidence[row])).toFixed(1)} %${wrong}`;
}

export interface InspectorActions extends RowActions {
  decodeFrom(row: number): void;
  slideFrom(row: number): void;
  select(rows: Int32Array): void;
}

/** The pinned image: as it is, as the model sees it, and what is near it in latent space. */
export class Inspector {
  readonly element = el('section.panel.card', { 'aria-label': 'Pinned image' });

  constructor(
    private readonly space: Space,
    private readonly decoder: Decoder,
    private readonly actions: InspectorActions,
  ) {}

  /** Shows a row, or nothing; the rows nearest to it. */
  show(row: number, error: number | null): number[] {
    this.element.hidden = row < 0;
    if (row < 0) return [];
    const { space, actions } = this;
    const latent = latentOf(space, row);
    const near = neighbours(space, latent, row);
    const made = space.images.canvas('reconstruction');
    this.decoder.decode(latent).then(
      (images) => paint(made, space.images.shape, images),
      () => made.classList.add('missing'),
    );
    const facts: [string, string][] = [
      ['number', String(numberOf(space, row))],
      ...(space.files ? [['file', present(space.files[row])] as [string, string]] : []),
      ['class', titleOf(space, className(space, present(space.labels[row])))],
      ...(space.cluster ? [['cluster', clusterName(space, present(space.cluster[row])).replace(/^cluster /, '')] as [string, string]] : []),
      ...(space.given ? [['given label', present(groupsOf(space, 'given')).name(present(space.given.codes[row]))] as [string, string]] : []),
      ...(space.judged ? [['predicted', judgement(space.judged, row)] as [string, string]] : []),
      ['split', present(SPLITS[present(space.split[row])])],
      ...(error === null ? [] : [['error', number(error)] as [string, string]]),
      ['latent', numbers(latent)],
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
      el('h3', {}, 'Nearest in latent space', el('button.link', { title: 'Select it and these', onclick: () => actions.select(Int32Array.of(row, ...near.map((n) => n.row)).sort()) }, 'Select')),
      neighbourList(space, near, actions, present(space.labels[row])),
    );
    return near.map((neighbour) => neighbour.row);
  }
}
