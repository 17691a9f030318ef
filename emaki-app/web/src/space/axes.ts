import { el } from '../dom';
import type { Axes } from './projection';

let choices = 0;

/** What there is besides dimensions, where there are more than three. */
export interface Offers {
  /** The share of the variance that lies along the principal axes. */
  variance?: () => Promise<number>;
  map?: boolean;
}

/** Choice of what is on the axes. */
export class AxesChoice {
  /** null where everything is on them. */
  readonly element: HTMLElement | null = null;
  private readonly kinds = new Map<string, HTMLInputElement>();
  private selects: HTMLSelectElement[] = [];
  private dimensions: number[] = [];
  private readonly hint = el('p.hint', { role: 'status', hidden: true });

  constructor(
    dimension: number,
    axes: Axes,
    private readonly choose: (axes: Axes) => void,
    offers: Offers = {},
  ) {
    if (dimension < 3) return;
    this.dimensions = typeof axes === 'string' ? [0, 1, 2] : axes;
    this.selects = [0, 1, 2].map((d) => this.select(d, dimension));
    this.element = el('div.axeschoice', {}, ...(dimension > 3 ? this.kindsOf(offers) : []), el('div.row', {}, 'Axes', el('span.axes', {}, ...this.selects)), this.hint);
    this.show(axes);
  }

  /** Shows what is chosen. */
  show(axes: Axes): void {
    const kind = typeof axes === 'string' ? axes : 'dimensions';
    this.kinds.forEach((radio, of) => (radio.checked = of === kind));
    this.selects.forEach((select, d) => (select.value = kind === 'dimensions' ? String(this.dimensions[d]) : ''));
    const component = (d: number) => (kind === 'map' ? '–' : `PC${d + 1}`);
    this.selects.forEach((select, d) => select.options[0] && (select.options[0].textContent = component(d)));
  }

  /** Says something of what is chosen; null: nothing. */
  say(sentence: string | null): void {
    this.hint.hidden = sentence === null;
    this.hint.textContent = sentence;
  }

  private kindsOf({ variance, map }: Offers): HTMLElement[] {
    const group = `axes-${choices++}`;
    const kind = (key: string, text: HTMLElement | string, axes: () => Axes) => {
      const radio = el('input', { type: 'radio', name: group, value: key });
      radio.addEventListener('change', () => this.chosen(axes()));
      this.kinds.set(key, radio);
      return el('label.row', {}, text, radio);
    };
    const principal = el('span', {}, 'Principal axes (PCA)');
    void variance?.().then(
      (share) => (principal.textContent = `Principal axes (PCA), ${Math.round(100 * share)} % of the variance`),
      () => undefined, // They are there without.
    );
    return [
      kind('principal', principal, () => 'principal'),
      ...(map ? [kind('map', 'Neighbour map (UMAP)', () => 'map')] : []),
      kind('dimensions', 'Dimensions', () => this.dimensions),
    ];
  }

  private select(d: number, dimension: number): HTMLSelectElement {
    const options = Array.from({ length: dimension }, (_, i) => el('option', { value: i }, `z${i + 1}`));
    const select = el('select', { 'aria-label': `Dimension on axis ${'xyz'[d]}` }, el('option', { value: '', hidden: true }), ...options, d === 2 && el('option', { value: -1 }, 'none'));
    select.addEventListener('change', () => {
      this.dimensions = this.dimensions.with(d, Number(select.value));
      this.chosen(this.dimensions);
    });
    return select;
  }

  private chosen(axes: Axes): void {
    this.show(axes);
    this.choose(axes);
  }
}
