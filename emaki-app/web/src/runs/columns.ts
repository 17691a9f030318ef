import { el } from '../dom';
import { present } from '../present';
import { GROUPS, groupOf, heading, meaning, type Choice } from './table';

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

/** What the address says was chosen; where it says nothing, what was chosen last in this page or another. */
export function rememberedChoice(params: URLSearchParams): Choice {
  const list = (name: string) => new Set((params.get(name) ?? '').split(',').filter(Boolean));
  if (params.has('show') || params.has('hide')) return { shown: list('show'), hidden: list('hide') };
  try {
    return choiceOf(localStorage.getItem(KEY));
  } catch {
    // Where the browser keeps nothing the choice lasts as long as the page.
    return last;
  }
}

/** Puts a choice into the address. */
export function intoAddress({ shown, hidden }: Choice, params: URLSearchParams): void {
  if (shown.size) params.set('show', [...shown].join(','));
  if (hidden.size) params.set('hide', [...hidden].join(','));
}

export function keep(choice: Choice): void {
  last = choice;
  try {
    localStorage.setItem(KEY, textOf(choice));
  } catch {
    // As above.
  }
}

/** What the chooser asks of the table, and tells it. */
export interface Columns {
  all(): string[];
  shown(): string[];
  /** The settings in which runs differ. */
  varied(): string[];
  choice(): Choice;
  choose(choice: Choice): void;
}

/** A button that opens the list of all columns, group by group. */
export function columnChooser(columns: Columns): HTMLElement {
  const find = el('input', { type: 'search', placeholder: 'Find a column', 'aria-label': 'Find a column', spellcheck: 'false' });
  const list = el('div.groups');
  const vary = el('button', { type: 'button', onclick: () => also(columns.varied()) }, 'Settings that differ');
  const usual = el('button', { type: 'button', onclick: () => choose(choiceOf(null)) }, 'As it opens');
  const details = el('details.menu', {}, el('summary', {}, 'Columns'), el('div.choices', {}, el('div.row', {}, usual, vary), find, list));
  const choose = (choice: Choice) => {
    columns.choose(choice);
    paint();
  };
  const also = (wanted: string[]) => choose(wanted.reduce((choice, column) => toggled(choice, column, true), columns.choice()));
  const open = new Set<string>();
  const paint = () => {
    const now = new Set(columns.shown());
    const word = find.value.trim().toLowerCase();
    const groups = new Map(Object.keys(GROUPS).map((name) => [name, [] as HTMLElement[]]));
    for (const column of columns.all()) {
      if (!`${column} ${heading(column)}`.toLowerCase().includes(word)) continue;
      const box = el('input', { type: 'checkbox' });
      box.checked = now.has(column);
      box.addEventListener('change', () => columns.choose(toggled(columns.choice(), column, box.checked)));
      present(groups.get(groupOf(column))).push(el('label', { title: meaning(column) }, box, heading(column)));
    }
    list.replaceChildren(...[...groups].filter(([, boxes]) => boxes.length).map(([name, boxes]) => group(name, boxes, word !== '')));
  };
  const group = (name: string, boxes: HTMLElement[], searched: boolean) => {
    const fold = el('details.fold', { open: searched || open.has(name) }, el('summary', {}, name, el('span.count', {}, String(boxes.length))), ...boxes);
    fold.addEventListener('toggle', () => {
      // A group that is open because something is sought in it closes again.
      if (!searched) open[fold.open ? 'add' : 'delete'](name);
    });
    return fold;
  };
  find.addEventListener('input', paint);
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
