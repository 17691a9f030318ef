/** Elements in one expression. */

import { present } from './present';

type Child = Node | string | null | false;
type Attributes = Record<string, string | number | boolean | null | ((event: never) => void)>;

/** `el('button.tool', {title: '...', onclick: f}, 'text')`; false and null leave an attribute or a child out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  selector: K | `${K}.${string}`,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = selector.split('.');
  const element = document.createElement(tag as K);
  if (classes.length) element.className = classes.join(' ');
  assign(element, attributes);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== false));
  return element;
}

export function svg(tag: string, attributes: Attributes = {}, ...children: Node[]): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  assign(element, attributes);
  element.append(...children);
  return element;
}

function assign(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      element.addEventListener(name.replace(/^on/, ''), value as EventListener);
    } else if (value !== null && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
}

/** Runs at most once a frame, with the last arguments. */
export function everyFrame<A extends unknown[]>(work: (...args: A) => void): (...args: A) => void {
  let waiting: A | null = null;
  return (...args) => {
    if (!waiting) {
      requestAnimationFrame(() => {
        const last = present(waiting);
        waiting = null;
        work(...last);
      });
    }
    waiting = args;
  };
}

/** Runs when nothing has asked for it for a while. */
export function settled<A extends unknown[]>(millis: number, work: (...args: A) => void): (...args: A) => void {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => work(...args), millis);
  };
}

/** What is told of something that went wrong. */
export function complaint(e: unknown): string {
  // A part of the page that had not been needed before.
  if (e instanceof TypeError && /module/i.test(e.message)) return 'The explorer does not answer; has it been stopped?';
  return e instanceof Error ? e.message : String(e);
}

/** A number as people read it: four significant digits. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const size = Math.abs(value);
  return size >= 1e5 || size < 1e-4 ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** As many numbers of a latent are told: of hundreds nobody reads one, and they would push all else out of sight. */
const TOLD = 16;

/** A latent as people read it; the whole of a long one is in what is saved. */
export function numbers(latent: ArrayLike<number>): string {
  const told = Array.from({ length: Math.min(TOLD, latent.length) }, (_, i) => number(latent[i] ?? NaN)).join(', ');
  return latent.length > TOLD ? `${told}, … (${latent.length} numbers)` : told;
}

/** Hands a file to the user. */
export function save(name: string, content: Blob): void {
  const link = el('a', { href: URL.createObjectURL(content), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Text to be taken away by hand or by button. */
export function copyable(text: string, label: string): HTMLElement {
  const code = el(text.includes('\n') ? 'pre.command' : 'code.command', { tabindex: 0, 'aria-label': label }, text);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => notify('Copied.'),
      () => notify('The browser did not let it be copied; select it by hand.'),
    );
  return el('div.copyable', {}, code, el('button', { type: 'button', onclick: () => void copy(), 'aria-label': `Copy: ${label}` }, 'Copy'));
}

/** How a run is made again: by the command line, from Java. */
export function madeBy(command: string, java: string): HTMLElement {
  return el(
    'details.fold.made',
    {},
    el('summary', {}, 'Make it again'),
    el('h3', {}, 'Command line'),
    copyable(command, 'the command line'),
    el('h3', {}, 'Java'),
    copyable(java, 'the Java'),
  );
}

let hiding = 0;

/** A passing remark. */
export function notify(sentence: string): void {
  const place = present(document.querySelector('#notice'));
  place.textContent = sentence;
  place.classList.add('shown');
  clearTimeout(hiding);
  hiding = window.setTimeout(() => place.classList.remove('shown'), 6000);
}

/** Repaints what is inside an element; who was on something with a `data-key` there is on its successor afterwards. */
export function keepingFocus(inside: HTMLElement, repaint: () => void): void {
  const active = document.activeElement;
  const key = active && inside.contains(active) ? active.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
  repaint();
  if (key !== undefined) inside.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
