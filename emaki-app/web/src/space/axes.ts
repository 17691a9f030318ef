import { el } from '../dom';
import type { Axes } from './projection';

/** Choice of what is on the axes; null where everything is. */
export function axesChoice(dimension: number, axes: Axes, choose: (axes: Axes) => void): HTMLElement | null {
  if (dimension < 3) return null;
  let dimensions = axes === 'principal' ? [0, 1, 2] : axes;
  const principal = dimension > 3 ? el('input', { type: 'checkbox', checked: axes === 'principal' }) : null;
  const selects = [0, 1, 2].map((d) => {
    const component = el('option', { value: '', hidden: true }, `PC${d + 1}`);
    const options = Array.from({ length: dimension }, (_, i) => el('option', { value: i }, `z${i + 1}`));
    const none = d === 2 && el('option', { value: -1 }, 'none');
    const select = el('select', { 'aria-label': `Dimension on axis ${'xyz'[d]}` }, component, ...options, none);
    select.addEventListener('change', () => {
      dimensions = dimensions.with(d, Number(select.value));
      if (principal) principal.checked = false;
      show();
      choose(dimensions);
    });
    return select;
  });
  const show = () => selects.forEach((select, d) => (select.value = principal?.checked ? '' : String(dimensions[d])));
  show();
  principal?.addEventListener('change', () => {
    show();
    choose(principal.checked ? 'principal' : dimensions);
  });
  return el('div.axeschoice', {}, principal && el('label.row', {}, 'Principal axes (PCA)', principal), el('div.row', {}, 'Axes', el('span.axes', {}, ...selects)));
}
