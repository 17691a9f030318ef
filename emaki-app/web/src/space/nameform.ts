import { el } from '../dom';
import type { Space } from './data';

let made = 0;

/** A field that gives images a name. */
export class NameForm {
  readonly element: HTMLFormElement;
  readonly state = el('p.hint', { role: 'status' });
  private readonly input: HTMLInputElement;
  private readonly used: HTMLElement;

  constructor(
    private readonly space: Pick<Space, 'given'>,
    give: (name: string) => void,
  ) {
    const id = `used-${++made}`;
    this.used = el('datalist', { id });
    this.input = el('input', { 'aria-label': 'Name for these images', placeholder: 'Name (n)', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: 200, list: id });
    const take = el('button', { type: 'button', title: 'Take their names away', onclick: () => give('') }, 'Clear');
    this.element = el('form.nameform', {}, el('div.row', {}, this.input, el('button.primary', {}, 'Name'), take), this.used, this.state);
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.input.value.trim()) return;
      give(this.input.value.trim());
      // Other images are named next.
      this.input.value = '';
      // The next key is the view's.
      this.input.blur();
    });
    this.input.addEventListener('keydown', (event) => event.key === 'Escape' && this.input.blur());
    this.input.addEventListener('focus', () => this.input.select());
    this.paint();
  }

  /** Offers the names there are now. */
  paint(): void {
    this.used.replaceChildren(...(this.space.given?.names ?? []).map((name) => el('option', { value: name })));
  }

  focus(): void {
    this.input.focus();
  }
}
