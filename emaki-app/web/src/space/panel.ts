import { el, madeBy, number } from '../dom';
import { axesChoice } from './axes';
import type { Coloured } from './colouring';
import { numberOf, SPLITS, type Space } from './data';
import { figures } from './figures';
import { css, SEQUENTIAL_STOPS } from './palette';
import type { Axes } from './projection';
import { colourings, type Colouring, type SpaceState } from './state';

export interface PanelActions {
  colour(by: Colouring): void;
  /** Another clustering is to be looked at. */
  clustering(name: string): void;
  /** Something that is shown or hidden, or how, has changed in the state. */
  changed(): void;
  axes: (axes: Axes) => void;
  /** An image by its number in the data set. */
  find(number: number): void;
}

const WORDS: Record<Colouring, string> = {
  class: 'Class',
  cluster: 'Cluster',
  split: 'Split',
  error: 'Error',
  agreement: 'Agreement',
};

/** What is shown of the points, and how. */
export class Panel {
  readonly element: HTMLElement;
  private readonly more = el('div.more', {});
  private readonly legend = el('div.legend');
  private readonly filters = el('div.filters');
  private readonly figures = el('div');
  private readonly naming = el('a.button', {}, 'Name the clusters');
  private readonly colour: HTMLSelectElement;

  constructor(
    private readonly space: Space,
    private readonly state: SpaceState,
    private readonly actions: PanelActions,
  ) {
    this.colour = el('select', { id: 'colour' }, ...colourings(space.shape, space.run.clusterings).map((by) => el('option', { value: by }, WORDS[by])));
    this.colour.value = state.colour;
    this.colour.addEventListener('change', () => actions.colour(this.colour.value as Colouring));
    this.more.append(this.find());
    this.paintFigures();
    this.paintFilters();
    this.element = el(
      'aside.panel.look',
      { 'aria-label': 'What is shown' },
      el('label.row', { for: 'colour' }, 'Colour by', this.colour),
      space.run.clusterings.length > 1 ? this.clustering() : null,
      space.clustering && space.source.writable ? this.naming : null,
      ...space.run.left_out.map((sentence) => el('p.hint', {}, sentence)),
      this.legend,
      this.filters,
      el('hr'),
      axesChoice(space.shape.dimension, state.axes, actions.axes),
      this.slider('Point size', 1, 16, 0.5, state.size, (value) => {
        state.size = value;
        actions.changed();
      }),
      space.shape.prior ? this.check('Prior behind', state.prior, (on) => (state.prior = on)) : null,
      this.check('Images instead of dots', state.sprites, (on) => (state.sprites = on)),
      this.more,
      el('details.fold.figures', {}, el('summary', {}, 'Figures'), this.figures),
      madeBy(space.run.record.command, space.run.java),
    );
  }

  /** Puts something beside what finds images. */
  add(element: HTMLElement): void {
    this.more.append(element);
  }

  private clustering(): HTMLElement {
    const options = this.space.run.clusterings.map(({ name, method }) => el('option', { value: name, title: method }, name));
    const choice = el('select', { id: 'clustering' }, ...options.reverse());
    choice.value = this.space.clustering?.name ?? '';
    choice.addEventListener('change', () => this.actions.clustering(choice.value));
    return el('label.row', { for: 'clustering' }, 'Clustering', choice);
  }

  /** Shows which points are let through, as the state has it. */
  paintFilters(): void {
    this.filters.replaceChildren(this.splits(), this.errors());
  }

  /** Shows what was measured, of the clustering that is looked at too. */
  paintFigures(): void {
    const { run, clustering } = this.space;
    this.naming.href = `#/name/${encodeURIComponent(run.name)}?clustering=${encodeURIComponent(clustering?.name ?? '')}`;
    this.figures.replaceChildren(...figures(this.space.run, this.space.clustering));
  }

  /** Shows what the colours mean. */
  paintLegend(coloured: Coloured, loading: boolean): void {
    if (loading) {
      this.legend.replaceChildren(el('p.hint', {}, 'Reconstructing every image …'));
      return;
    }
    if (coloured.scale) {
      const bar = el('div.ramp');
      bar.style.background = `linear-gradient(90deg, ${SEQUENTIAL_STOPS.join(',')})`;
      this.legend.replaceChildren(bar, el('div.rampends', {}, el('span', {}, number(coloured.scale[0])), el('span', {}, number(coloured.scale[1]))));
      return;
    }
    const hidden = this.hiddenSet();
    const focused = [...this.legend.children].findIndex((entry) => entry === document.activeElement);
    this.legend.replaceChildren(
      ...coloured.legend.map((entry) => {
        const swatch = el('i.swatch');
        swatch.style.background = css(entry.colour);
        const content = [swatch, el('span.name', {}, entry.name), el('span.count', {}, entry.count.toLocaleString('en'))];
        if (entry.key === null || !hidden) return el('div.entry', {}, ...content);
        const key = entry.key;
        const keys = coloured.legend.flatMap((e) => e.key ?? []);
        return el(
          'button.entry',
          {
            'aria-pressed': String(!hidden.has(key)),
            title: 'Click: show or hide. Double click: only this, or all again.',
            onclick: (event: MouseEvent) => this.toggle(hidden, key, keys, event.detail === 2),
          },
          ...content,
        );
      }),
    );
    // Whoever works by the keyboard goes on from there.
    (this.legend.children[focused] as HTMLElement | undefined)?.focus();
  }

  private toggle(hidden: Set<number>, key: number, keys: number[], alone: boolean): void {
    if (alone) {
      const isAlone = keys.every((other) => other === key || hidden.has(other));
      hidden.clear();
      if (!isAlone) keys.filter((other) => other !== key).forEach((other) => hidden.add(other));
    } else if (!hidden.delete(key)) hidden.add(key);
    this.actions.changed();
  }

  private hiddenSet(): Set<number> | null {
    const { colour, classes, clusters, splits } = this.state;
    return colour === 'class' ? classes : colour === 'cluster' ? clusters : colour === 'split' ? splits : null;
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

  private errors(): HTMLElement {
    const ends = this.state.error;
    const end = (which: 0 | 1, label: string) => {
      const input = el('input', { type: 'range', min: 0, max: 1, step: 0.01, value: ends[which], 'aria-label': label });
      input.addEventListener('input', () => {
        const value = Number(input.value);
        ends[which] = which === 0 ? Math.min(value, ends[1]) : Math.max(value, ends[0]);
        input.value = String(ends[which]);
        this.actions.changed();
      });
      return input;
    };
    return el(
      'details.fold',
      { open: ends[0] > 0 || ends[1] < 1 },
      el('summary', {}, 'Filter by reconstruction error'),
      el('label.row', {}, 'from', end(0, 'Least error, as a share of the points')),
      el('label.row', {}, 'to', end(1, 'Greatest error, as a share of the points')),
    );
  }

  private slider(text: string, min: number, max: number, step: number, value: number, changed: (value: number) => void): HTMLElement {
    const input = el('input', { type: 'range', min, max, step, value });
    input.addEventListener('input', () => changed(Number(input.value)));
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

  private find(): HTMLElement {
    const last = numberOf(this.space, this.space.shape.count - 1);
    const input = el('input', { type: 'number', min: 0, max: last, placeholder: `0 to ${last}`, 'aria-label': 'Find an image by its number' });
    const submit = (event: Event) => {
      event.preventDefault();
      if (input.value !== '' && input.checkValidity()) this.actions.find(Number(input.value));
    };
    return el('form.row', { onsubmit: submit }, 'Find number', input);
  }
}
