import { el, number } from '../dom';
import { present } from '../present';
import { className, describe, titleOf, type Space } from './data';

const AWAY = 18;
const MARGIN = 8;

/** The card beside the pointer: the image of the point under it, and what is known of it. */
export class Tip {
  readonly element = el('div.tip', { hidden: true });

  constructor(private readonly space: Space) {}

  hide(): void {
    this.element.hidden = true;
  }

  /** Shows a row beside a place of the element in which the card stands. */
  show(row: number, error: number | null, x: number, y: number): void {
    const { space, element } = this;
    const what = describe(space, row);
    element.replaceChildren(
      space.images.picture(row, what),
      el(
        'div',
        {},
        el('b', {}, titleOf(space, className(space, present(space.labels[row])))),
        el('span', {}, what.replace(/^[^,]*, /, '')),
        error === null ? null : el('span', {}, `error ${number(error)}`),
      ),
    );
    element.hidden = false;
    const { clientWidth, clientHeight } = present(element.parentElement);
    const { left, top } = beside(x, y, element.offsetWidth, element.offsetHeight, clientWidth, clientHeight);
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
  }
}

/** Where a card stands beside the pointer, within its frame: to the right where there is room, else to the left. */
export function beside(x: number, y: number, width: number, height: number, frameWidth: number, frameHeight: number): { left: number; top: number } {
  const right = x + AWAY;
  return {
    left: right + width > frameWidth ? Math.max(MARGIN, x - AWAY - width) : right,
    top: Math.max(MARGIN, Math.min(frameHeight - height - MARGIN, y - 24)),
  };
}
