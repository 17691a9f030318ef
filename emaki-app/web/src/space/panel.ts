import { el, number } from '../dom';
import { tellingChoice } from '../telling';
import { AxesChoice } from './axes';
import type { Coloured } from './colouring';
import type { Space } from './data';
import { HIDES } from './facets';
import { Filters, type FilterActions } from './filters';
import { Finder, type FinderActions } from './finder';
import { Legend, type LegendActions } from './legend';
import { Outcome } from './outcome';
import { SEQUENTIAL_STOPS } from './palette';
import type { Axes } from './projection';
import { colourings, type Colouring, type SpaceState } from './state';

export interface PanelActions extends LegendActions, FilterActions, FinderActions {
  colour(by: Colouring): void;
  /** Another clustering is to be looked at. */
  clustering(name: string): void;
  /** Something that is shown or hidden, or how, has changed in the state. */
  changed(): void;
  axes: (axes: Axes) => void;
}

export const WORDS: Record<Colouring, string> = {
  class: 'Class',
  cluster: 'Cluster',
  given: 'Given label',
  predicted: 'Predicted class',
  verdict: 'Right or wrong',
  confidence: 'Confidence',
  split: 'Split',
  error: 'Error',
  density: 'Density',
  agreement: 'Agreement',
};

/** What is shown of the points, and how. */
export class Panel {
  readonly element: HTMLElement;
  private readonly more = el('div.more', {});
  private readonly legend: Legend;
  private readonly filters: Filters;
  private readonly outcome: Outcome;
  readonly axes: AxesChoice;
  private readonly naming = el('a.button', {}, 'Name the clusters');
  private readonly choice = el('select', { id: 'clustering' });
  private readonly colour: HTMLSelectElement;

  constructor(
    private readonly space: Space,
    private readonly state: SpaceState,
    private readonly actions: PanelActions,
    signal: AbortSignal,
  ) {
    const { run } = space;
    this.colour = el('select', { id: 'colour' });
    this.colourings(colourings(space.shape, run.clusterings, space));
    this.colour.addEventListener('change', () => actions.colour(this.colour.value as Colouring));
    this.legend = new Legend(actions);
    this.filters = new Filters(space, state, actions);
    this.outcome = new Outcome(space, actions.select, signal);
    const { dimension } = space.shape;
    this.axes = new AxesChoice(dimension, state.axes, actions.axes, {
      map: space.source.neighbourMap !== null,
      variance: async () => (await space.floats('variance')).reduce((sum, share) => sum + share, 0),
    });
    this.clustered();
    this.element = el(
      'aside.panel.look',
      { 'aria-label': 'What is shown' },
      new Finder(space, actions).element,
      el('label.row', { for: 'colour' }, 'Colour by', this.colour),
      run.clusterings.length > 1 ? this.clustering() : null,
      space.clustering && space.source.writable ? this.naming : null,
      ...run.left_out.map((sentence) => el('p.hint', {}, sentence)),
      this.legend.element,
      this.filters.element,
      el('hr'),
      this.axes.element,
      this.slider('Point size', 1, 16, 0.5, state.size, (value) => (state.size = value)),
      this.slider('Opacity', 0.05, 1, 0.05, state.opacity, (value) => (state.opacity = value)),
      ...tellingChoice(),
      this.check('Names among the points', state.names, (on) => (state.names = on)),
      space.shape.prior ? this.check('Prior behind', state.prior, (on) => (state.prior = on)) : null,
      this.check('Images instead of dots', state.sprites, (on) => (state.sprites = on)),
      this.more,
      this.outcome.element,
    );
  }

  /** Puts something beside what finds images. */
  add(element: HTMLElement): void {
    this.more.append(element);
  }

  private clustering(): HTMLElement {
    const options = this.space.run.clusterings.map(({ name, method }) => el('option', { value: name, title: method }, name));
    const { choice } = this;
    choice.append(...options.reverse());
    choice.value = this.space.clustering?.name ?? '';
    choice.addEventListener('change', () => {
      // Its clusters take a while to come; who goes on to name them meanwhile means those chosen.
      this.leadsTo(choice.value);
      this.actions.clustering(choice.value);
    });
    return el('label.row', { for: 'clustering' }, 'Clustering', choice);
  }

  /** Offers what points can be coloured by. */
  colourings(possible: Colouring[]): void {
    this.colour.replaceChildren(...possible.map((by) => el('option', { value: by }, WORDS[by])));
    this.colour.value = this.state.colour;
  }

  /** Shows which points are let through, as the state has it. */
  paintFilters(): void {
    this.filters.paint();
  }

  /** Shows what there is of the clustering that is looked at. */
  clustered(): void {
    const name = this.space.clustering?.name ?? '';
    this.choice.value = name;
    this.leadsTo(name);
    this.outcome.paint();
  }

  private leadsTo(clustering: string): void {
    this.naming.href = `#/name/${encodeURIComponent(this.space.run.name)}?clustering=${encodeURIComponent(clustering)}`;
  }

  /** Says what takes a while. */
  wait(what: string): void {
    this.legend.replace(el('p.hint', {}, what));
  }

  /**
   * Shows what the colours mean.
   *
   * @param sizes points of each group that all other filters let through
   */
  paintLegend(coloured: Coloured, sizes: Map<number, number>): void {
    const { by, scale } = coloured;
    this.filters.tell(by?.facet ?? null);
    if (by) {
      this.legend.show(coloured, this.state[HIDES[by.facet]], sizes);
    } else if (scale) {
      const bar = el('div.ramp');
      bar.style.background = `linear-gradient(90deg, ${SEQUENTIAL_STOPS.join(',')})`;
      this.legend.replace(bar, el('div.rampends', {}, el('span', {}, number(scale[0])), el('span', {}, number(scale[1]))));
    }
  }

  private slider(text: string, min: number, max: number, step: number, value: number, changed: (value: number) => void): HTMLElement {
    const input = el('input', { type: 'range', min, max, step, value });
    input.addEventListener('input', () => {
      changed(Number(input.value));
      this.actions.changed();
    });
    return el('label.row', {}, text, input);
  }

  private check(text: string, on: boolean, changed: (on: boolean) => void): HTMLElement {
    const input = el('input', { type: 'checkbox' });
    input.checked = on;
    input.addEventListener('change', () => {
      changed(input.checked);
      this.actions.changed();
    });
    return el('label.row', {}, text, input);
  }
}
