import { el } from '../dom';
import type { Space } from './data';
import { search, told, type Match } from './search';

let made = 0;

export interface FinderActions {
  /** An image is to be looked at. */
  pin(row: number): void;
  select: (rows: Int32Array) => void;
}

/** One field that finds images, with suggestions. */
export class Finder {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  private found: Match[] = [];
  private active = 0;

  constructor(
    private readonly space: Space,
    private readonly actions: FinderActions,
  ) {
    const id = `found-${++made}`;
    this.list = el('ul.found', { id, role: 'listbox', 'aria-label': 'Found', hidden: true });
    this.input = el('input', {
      type: 'search',
      autocomplete: 'off',
      role: 'combobox',
      'aria-expanded': 'false',
      'aria-controls': id,
      'aria-autocomplete': 'list',
      'aria-label': `Find an image by its number, or images by class, cluster${space.files ? ', label or file' : ' or label'}`,
      placeholder: space.files ? 'Number, class, file …' : 'Number, class, cluster …',
    });
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('focus', () => this.look());
    this.input.addEventListener('blur', () => this.close());
    this.input.addEventListener('keydown', (event) => this.keyed(event));
    this.element = el('div.finder', {}, this.input, this.list);
  }

  private look(): void {
    this.found = search(this.space, this.input.value);
    this.active = 0;
    const empty = this.input.value.trim() === '';
    this.list.replaceChildren(...(this.found.length ? this.found.map((match, i) => this.option(match, i)) : [el('li.hint', {}, 'No image is found by that.')]));
    this.list.hidden = empty;
    this.input.setAttribute('aria-expanded', String(!empty));
    this.mark();
  }

  private option(match: Match, i: number): HTMLElement {
    const option = el('li', { id: `${this.list.id}-${i}`, role: 'option' }, el('span.kind', {}, match.kind), el('span.name', {}, match.name), el('span.count', {}, told(this.space, match)));
    // The field keeps the focus, or the list would be gone before the click.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => this.choose(match));
    return option;
  }

  private keyed(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step && this.found.length) {
      event.preventDefault();
      if (this.list.hidden) this.look();
      else this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.list.hidden) this.look();
      const match = this.found[this.active];
      if (match) this.choose(match);
    } else if (event.key === 'Escape') {
      this.close();
    }
  }

  private mark(): void {
    const options = [...this.list.querySelectorAll('[role=option]')];
    options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.active)));
    const active = options[this.active];
    if (active && !this.list.hidden) this.input.setAttribute('aria-activedescendant', active.id);
    else this.input.removeAttribute('aria-activedescendant');
    active?.scrollIntoView({ block: 'nearest' });
  }

  private choose(match: Match): void {
    const rows = match.rows();
    this.close();
    // Where there is room for the panel or what was found, the latter is wanted.
    this.element.closest('.showlook')?.classList.remove('showlook');
    if (match.single) this.actions.pin(rows[0] ?? -1);
    else this.actions.select(rows);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.mark();
  }
}
