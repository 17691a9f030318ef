import { el } from '../dom';
import { Brush, linear, scaleOf, shareBelow, type Scale } from './brush';
import { SPLITS, type Space } from './data';
import { FACETS, HIDES, type Facet } from './facets';
import { quantiles } from './geometry';
import { narrows, type SpaceState } from './state';

export interface FilterActions {
  changed(): void;
  /** Reconstruction errors, which may take a while; null where they cannot be had. */
  errors(): Promise<Float32Array | null>;
}

/** What lets points through besides the legend: splits, and ranges of numbers; and what other legends hide. */
export class Filters {
  readonly element = el('div.filters');
  private readonly others = el('div.others', { hidden: true });

  constructor(
    private readonly space: Pick<Space, 'judged'>,
    private readonly state: SpaceState,
    private readonly actions: FilterActions,
  ) {
    this.paint();
  }

  /** Shows the filters as the state has them. */
  paint(): void {
    const { judged } = this.space;
    this.element.replaceChildren(
      this.others,
      this.splits(),
      this.fold('Filter by reconstruction error', narrows(this.state.error), () => this.errors()),
      ...(judged ? [this.fold('Filter by confidence', narrows(this.state.confidence), () => Promise.resolve(this.confidence(judged.confidence)))] : []),
    );
  }

  /** Tells what is hidden by groups other than those of the legend. */
  tell(legend: Facet | null): void {
    const hiding = FACETS.filter((facet) => facet !== legend && facet !== 'split' && this.state[HIDES[facet]].size);
    this.others.hidden = !hiding.length;
    this.others.replaceChildren(
      ...hiding.map((facet) => {
        const hidden = this.state[HIDES[facet]];
        const show = () => {
          hidden.clear();
          this.actions.changed();
        };
        return el('button.chip', { title: 'Show them again', onclick: show }, `${HIDES[facet]}: ${hidden.size} hidden ×`);
      }),
    );
  }

  private splits(): HTMLElement {
    const chips = SPLITS.map((name, code) => {
      const chip = el('button.chip', { 'aria-pressed': String(!this.state.splits.has(code)) }, name);
      chip.addEventListener('click', () => {
        if (!this.state.splits.delete(code)) this.state.splits.add(code);
        chip.setAttribute('aria-pressed', String(!this.state.splits.has(code)));
        this.actions.changed();
      });
      return chip;
    });
    return el('div.chips', { role: 'group', 'aria-label': 'Splits shown' }, ...chips);
  }

  /** What is in it is made when it is first opened. */
  private fold(title: string, open: boolean, make: () => Promise<HTMLElement | null>): HTMLElement {
    const content = el('div', {}, el('p.hint', {}, 'Measuring every image …'));
    const fold = el('details.fold', { open }, el('summary', {}, title), content);
    let made = false;
    fold.addEventListener('toggle', () => {
      if (made || !fold.open) return;
      made = true;
      void make().then((element) => {
        made = element !== null;
        if (element) content.replaceChildren(element);
      });
    });
    return fold;
  }

  private async errors(): Promise<HTMLElement | null> {
    const errors = await this.actions.errors();
    if (!errors) return null;
    const sorted = Float32Array.from(errors).sort();
    const scale = scaleOf(sorted);
    const places = this.state.error.map((share) => (share <= 0 ? 0 : share >= 1 ? 1 : scale.place(quantiles(sorted, share)[0] ?? 0))) as [number, number];
    // An end of the axis leaves nothing out, even what lies beyond it.
    const share = (at: number) => (at <= 0 ? 0 : at >= 1 ? 1 : shareBelow(sorted, scale.value(at)));
    return this.brush(errors, scale, ['Least error', 'Greatest error'], places, ([from, to]) => {
      this.state.error = [share(from), Math.max(share(from), share(to))];
    });
  }

  private confidence(values: Float32Array): HTMLElement {
    return this.brush(values, linear(0, 1), ['Least confidence', 'Greatest confidence'], this.state.confidence, (places) => {
      this.state.confidence = places;
    });
  }

  private brush(values: Float32Array, scale: Scale, labels: [string, string], places: [number, number], set: (places: [number, number]) => void): HTMLElement {
    return new Brush(values, scale, labels, places, (moved) => {
      set(moved);
      this.actions.changed();
    }).element;
  }
}
