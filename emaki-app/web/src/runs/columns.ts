import { el } from '../dom';
import { heading } from './table';

const KEY = 'emaki.columns';

/** The columns that were chosen, or null: those in which runs differ. */
export function rememberedColumns(): string[] | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return Array.isArray(stored) ? stored.map(String) : null;
  } catch {
    return null;
  }
}

function choose(columns: string[] | null): void {
  try {
    if (columns) localStorage.setItem(KEY, JSON.stringify(columns));
    else localStorage.removeItem(KEY);
  } catch {
    // Where the browser keeps nothing the choice lasts as long as the page.
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
        const next = shown().filter((c) => c !== column);
        choose(box.checked ? [...next, column] : next);
        changed();
      });
      return el('label', { title: column }, box, heading(column));
    });
    const reset = () => {
      choose(null);
      changed();
      paint();
    };
    list.replaceChildren(el('button', { onclick: reset }, 'Only where runs differ'), ...boxes);
  };
  details.addEventListener('toggle', () => details.open && paint());
  document.addEventListener('pointerdown', (event) => {
    if (!details.contains(event.target as Node)) details.open = false;
  });
  return details;
}
