import { complaint, el, notify, number } from '../dom';
import type { Caption } from '../figure';
import { colour, type Coloured } from './colouring';
import type { Space } from './data';
import { counts, groupsOf, HIDES, type Facet, type Groups } from './facets';
import { HIDDEN } from './splat';
import { WORDS, type Panel } from './panel';
import type { Shown } from './shown';
import { facetOf, narrows, unfilter, type SpaceState } from './state';
import { lifted, visibility } from './visibility';

const NAMED: Facet[] = ['class', 'cluster', 'given', 'predicted'];

export interface ShowingActions {
  /** Points are shown or hidden, or have other colours. */
  changed(): Promise<void>;
  /** The selection alone is to be shown, or not any more. */
  isolate(on: boolean): void;
}

/** Which points are shown, in which colours, and what tells of it. */
export class Showing {
  readonly count = el('output.points', { 'aria-live': 'polite' });
  readonly none = el('div.none', { role: 'status', hidden: true }, el('p', {}, 'The filters let no point through.'), el('button', { onclick: () => this.unfilter() }, 'Show all points'));
  errors: Float32Array | null = null;
  private coloured: Coloured | null = null;
  private flags: Uint8Array = new Uint8Array();
  /** While the points of one group stand out. */
  private raised: Uint8Array | null = null;

  constructor(
    private readonly space: Space,
    private readonly state: SpaceState,
    private readonly shown: Shown,
    private readonly panel: Panel,
    private readonly actions: ShowingActions,
  ) {}

  /** The error of a row's reconstruction, where it is known. */
  errorOf(row: number): number | null {
    return this.errors?.[row] ?? null;
  }

  async measured(): Promise<Float32Array | null> {
    try {
      this.errors ??= await this.space.floats('errors');
    } catch (e) {
      notify(complaint(e));
    }
    return this.errors;
  }

  async recolour(by: SpaceState['colour']): Promise<void> {
    this.state.colour = by;
    const values = await this.values(by);
    if (this.state.colour !== by) return;
    this.coloured = colour(this.space, by, values);
    this.shown.colour(this.coloured);
    await this.refresh();
  }

  /** The numbers that colours stand for, where they are to be fetched. */
  private async values(by: SpaceState['colour']): Promise<Float32Array | null> {
    if (by === 'error') {
      if (!this.errors) this.panel.wait('Reconstructing every image …');
      return this.measured();
    }
    if (by !== 'density') return null;
    this.panel.wait('Adding up how near all points are …');
    try {
      return await this.space.floats('density');
    } catch (e) {
      notify(complaint(e));
      return null;
    }
  }

  /** Shows and hides by the filters and the selection as they are now. */
  async refresh(): Promise<void> {
    const { state, space } = this;
    if (narrows(state.error)) await this.measured();
    const { seen, of } = this.mark();
    this.count.textContent = this.shown.filming
      ? `${seen === of ? '' : `${seen.toLocaleString('en')} of `}${of.toLocaleString('en')} validation points`
      : `${seen.toLocaleString('en')} of ${(space.shape.drawnFrom ?? of).toLocaleString('en')} points`;
    this.none.hidden = seen > 0;
    if (this.coloured) this.panel.paintLegend(this.coloured, this.sizes(this.coloured));
    await this.actions.changed();
  }

  /** Which points are hidden and which stand out, as filters and selection are now; how many are seen, and of how many. */
  mark(): { seen: number; of: number } {
    this.flags = visibility(this.space, this.state, this.errors);
    this.raised = null;
    return this.shown.flag(this.flags);
  }

  /** Points of each group that all filters but the groups' own let through. */
  private sizes({ by }: Coloured): Map<number, number> {
    if (!by) return new Map();
    const { state } = this;
    const hides = HIDES[by.facet];
    const all = state[hides].size ? visibility(this.space, { ...state, [hides]: new Set<number>() }, this.errors) : this.flags;
    const flags = this.shown.ofPoints(all);
    return counts(this.shown.ofPoints(by.codes), (i) => flags[i] !== HIDDEN);
  }

  /** The groups whose names can stand among their points: the others are all over the space. */
  named(): Groups | null {
    const facet = facetOf(this.state.colour);
    return facet && NAMED.includes(facet) ? groupsOf(this.space, facet) : null;
  }

  /** The points of one group stand out, or none do. */
  lift(key: number | null): void {
    const by = this.coloured?.by;
    this.raised = by && key !== null ? lifted(this.flags, by.codes, key) : null;
    this.shown.flag(this.raised ?? this.flags);
  }

  private unfilter(): void {
    unfilter(this.state);
    this.panel.paintFilters();
    this.actions.isolate(false);
    void this.refresh();
  }

  /** How every row is drawn; null until that is known. */
  get drawn(): (Pick<Coloured, 'rgb' | 'marks'> & { flags: Uint8Array }) | null {
    return this.coloured && { rgb: this.coloured.rgb, marks: this.coloured.marks, flags: this.raised ?? this.flags };
  }

  /** What a picture of the points is of, and what their colours mean. */
  caption(): Caption {
    const { run, shape } = this.space;
    const { dataset, spec } = run.record;
    const { legend = [], by = null, scale = null } = this.coloured ?? {};
    const sizes = this.coloured ? this.sizes(this.coloured) : new Map<number, number>();
    const seen = legend.filter(({ key }) => by && !this.state[HIDES[by.facet]].has(key) && sizes.get(key));
    const prior = spec.prior && spec.prior !== 'none' ? `, prior ${spec.prior}` : '';
    const word = WORDS[this.state.colour].toLowerCase();
    return {
      title: run.name,
      detail: `${dataset.name}, ${shape.dimension}-dimensional latents${this.state.axes === 'map' ? ', neighbour map (UMAP)' : ''}${prior}; ${this.count.textContent}, coloured by ${word}`,
      legend: seen,
      scale: scale && { name: word, from: number(scale[0]), to: number(scale[1]) },
    };
  }

  /** The rows that are shown. */
  rows(): Int32Array {
    const flags = visibility(this.space, this.state, this.errors);
    return Int32Array.from(flags.keys()).filter((row) => flags[row] !== HIDDEN);
  }
}
