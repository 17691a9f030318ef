import { el } from '../dom';
import type { Coloured } from './colouring';
import { swatch } from './palette';

export interface LegendActions {
  /** The points of one group are to stand out; null: none. */
  lift(key: number | null): void;
  /** What is hidden has changed. */
  changed(): void;
}

interface Row {
  key: number;
  element: HTMLElement;
  box: HTMLInputElement;
  entry: HTMLButtonElement;
  count: HTMLElement;
}

/** Groups by colour: a box shows and hides one, its name shows it alone, and all again. */
export class Legend {
  readonly element = el('div.legend');
  private rows: Row[] = [];
  private hidden = new Set<number>();
  private shown: Coloured | null = null;

  constructor(private readonly actions: LegendActions) {}

  /**
   * Shows the groups as they are now.
   *
   * @param sizes points that all other filters let through
   */
  show(coloured: Coloured, hidden: Set<number>, sizes: Map<number, number>): void {
    this.hidden = hidden;
    if (this.shown !== coloured) this.build(coloured);
    for (const { key, element, box, entry, count } of this.rows) {
      const off = hidden.has(key);
      box.checked = !off;
      element.classList.toggle('off', off);
      entry.setAttribute('aria-pressed', String(this.alone(key)));
      count.textContent = (sizes.get(key) ?? 0).toLocaleString('en');
    }
  }

  /** Shows something else in its place. */
  replace(...children: HTMLElement[]): void {
    this.shown = null;
    this.rows = [];
    this.element.replaceChildren(...children);
  }

  private build(coloured: Coloured): void {
    const rows = coloured.legend.map(({ key, name, colour, mark, count }) => {
      const said = el('span.count');
      const box = el('input', { type: 'checkbox', 'aria-label': `Show ${name}`, onchange: () => this.toggle(key) });
      const entry = el(
        'button.entry',
        { title: `${name}, ${count.toLocaleString('en')} in all. Click: only this, or all again.`, onclick: () => this.isolate(key) },
        swatch(colour, mark),
        el('span.name', {}, name),
        said,
      );
      const lift = (on: boolean) => () => this.actions.lift(on && !this.hidden.has(key) && !this.alone(key) ? key : null);
      entry.addEventListener('pointerenter', lift(true));
      entry.addEventListener('pointerleave', lift(false));
      entry.addEventListener('focus', () => entry.matches(':focus-visible') && lift(true)());
      entry.addEventListener('blur', lift(false));
      return { key, element: el('div.legendrow', {}, el('label.box', {}, box), entry), box, entry, count: said };
    });
    this.replace(...rows.map(({ element }) => element));
    this.rows = rows;
    this.shown = coloured;
  }

  private alone(key: number): boolean {
    return this.rows.length > 1 && this.rows.every((row) => (row.key === key) !== this.hidden.has(row.key));
  }

  private toggle(key: number): void {
    if (!this.hidden.delete(key)) this.hidden.add(key);
    this.actions.changed();
  }

  private isolate(key: number): void {
    const alone = this.alone(key);
    this.hidden.clear();
    if (!alone) for (const row of this.rows) if (row.key !== key) this.hidden.add(row.key);
    this.actions.lift(null);
    this.actions.changed();
  }
}
