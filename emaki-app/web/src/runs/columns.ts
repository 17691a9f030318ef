import { el } from '../dom';
import { heading, type Choice } from './table';

const KEY = 'emaki.chosen-columns';

/** A choice from the text that is kept of it. */
export function choiceOf(text: string | null): Choice {
  let kept: unknown = null;
  try {
    kept = JSON.parse(text ?? 'null');
  } catch {
    // Damaged text is no choice.
  }
  const set = (name: string) => {
    const list: unknown = kept && typeof kept === 'object' ? (kept as Record<string, unknown>)[name] : null;
    return new Set(Array.isArray(list) ? list.map(String) : []);
  };
  return { shown: set('shown'), hidden: set('hidden') };
}

export function textOf({ shown, hidden }: Choice): string {
  return JSON.stringify({ shown: [...shown], hidden: [...hidden] });
}

/** The choice with a column shown, or hidden for good. */
export function toggled(choice: Choice, column: string, show: boolean): Choice {
  const shown = new Set(choice.shown);
  const hidden = new Set(choice.hidden);
  (show ? hidden : shown).delete(column);
  (show ? shown : hidden).add(column);
  return { shown, hidden };
}

let last: Choice = choiceOf(null);

/** What was chosen before, in this page or another. */
export function rememberedChoice(): Choice {
  try {
    return choiceOf(localStorage.getItem(KEY));
  } catch {
    // Where the browser keeps nothing the choice lasts as long as the page.
    return last;
  }
}

function choose(choice: Choice): void {
  last = choice;
  try {
    localStorage.setItem(KEY, textOf(choice));
  } catch {
    // As above.
  }
}

/** A button that opens the list of all columns. */
export function columnChooser(all: () => string[], shown: () => string[], changed: () => void): HTMLElement {
  const list = el('div.choices');
  const details = el('details.menu', {}, el('summary', {}, 'Columns'), list);
  const paint = () => {
    const now = new Set(shown());
    const boxes = all().map((column) => {
      const box = el('input', { type: 'checkbox' });
      box.checked = now.has(column);
      box.addEventListener('change', () => {
        choose(toggled(rememberedChoice(), column, box.checked));
        changed();
      });
      return el('label', { title: column }, box, heading(column));
    });
    const reset = () => {
      choose(choiceOf(null));
      changed();
      paint();
    };
    list.replaceChildren(el('button', { onclick: reset }, 'Only where runs differ'), ...boxes);
  };
  details.addEventListener('toggle', () => details.open && paint());
  details.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !details.open) return;
    details.open = false;
    details.querySelector('summary')?.focus();
  });
  document.addEventListener('pointerdown', (event) => {
    if (!details.contains(event.target as Node)) details.open = false;
  });
  return details;
}
