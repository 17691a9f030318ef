import { el } from './dom';

/** How groups are told apart. */
export interface Telling {
  palette: 'usual' | 'colourBlind';
  /** Whether each group has a shape beside its colour. */
  marks: boolean;
}

const KEY = 'emaki.telling';
const CHANGED = 'tellingchange';

let telling: Telling | null = null;

/** As the person at this browser chose. */
export function told(): Telling {
  telling ??= remembered();
  return telling;
}

function remembered(): Telling {
  try {
    const { palette, marks } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Telling>;
    return { palette: palette === 'colourBlind' ? palette : 'usual', marks: marks === true };
  } catch {
    // Where the browser keeps nothing, or something else.
    return { palette: 'usual', marks: false };
  }
}

function choose(next: Telling): void {
  telling = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // Then it is so until the page is left.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls back whenever something else is chosen. */
export function onTelling(work: () => void, signal: AbortSignal): void {
  window.addEventListener(CHANGED, work, { signal });
}

/** The choice, remembered for all views. */
export function tellingChoice(): HTMLElement[] {
  const colours = el('select', {}, el('option', { value: 'usual' }, 'Usual'), el('option', { value: 'colourBlind' }, 'Colour-blind'));
  colours.value = told().palette;
  const marks = el('input', { type: 'checkbox' });
  marks.checked = told().marks;
  const change = () => choose({ palette: colours.value === 'colourBlind' ? 'colourBlind' : 'usual', marks: marks.checked });
  colours.addEventListener('change', change);
  marks.addEventListener('change', change);
  return [el('label.row', {}, 'Colours', colours), el('label.row', {}, 'Marks beside colours', marks)];
}
