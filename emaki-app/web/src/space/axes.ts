import { el } from '../dom';
import type { Axes } from './projection';

/** Choice of what is on the axes; null where everything is. */
export function axesChoice(dimension: number, axes: Axes, choose: (axes: Axes) => void): HTMLElement | null {
  if (dimension < 3) return null;
  const principal = dimension > 3 ? el('input', { type: 'checkbox' }) : null;
  const selects = [0, 1, 2].map((d) => {
    const options = Array.from({ length: dimension }, (_, i) => el('option', { value: i }, `z${i + 1}`));
    const none = d === 2 && el('option', { value: -1 }, 'none');
    const select = el('select', { 'aria-label': `Dimension on axis ${'xyz'[d]}` }, ...options, none);
    select.value = String(axes === 'principal' ? d : axes[d]);
    select.addEventListener('change', () => {
      if (principal) principal.checked = false;
      choose(chosen());
    });
    return select;
  });
  const chosen = () => selects.map((select) => Number(select.value));
  if (principal) {
    principal.checked = axes === 'principal';
    principal.addEventListener('change', () => choose(principal.checked ? 'principal' : chosen()));
  }
  return el('div.axeschoice', {}, principal && el('label.row', {}, 'Principal axes (PCA)', principal), el('div.row', {}, 'Axes', el('span.axes', {}, ...selects)));
}
