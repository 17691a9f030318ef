import { isEntered } from './address';
import { el, svg } from './dom';
import { present } from './present';

/** The name, which leads home where there is one. */
export function brand(home: string | null = '#/runs'): HTMLElement {
  const seal = svg('svg', { viewBox: '0 0 32 32', width: 24, height: 24, 'aria-hidden': 'true' });
  seal.append(
    svg('rect', { width: 32, height: 32, rx: 7, class: 'seal' }),
    svg('path', {
      d: 'M16 16a3 3 0 1 1 3-3c0 5-9 6-9-1 0-6 13-8 13 2 0 9-14 11-17 2',
      class: 'scroll',
    }),
  );
  return home === null ? el('span.brand', {}, seal, 'emaki') : el('a.brand', { href: home, title: 'All runs' }, seal, 'emaki');
}

/** Says where one is, if the page is that which was entered last. */
export function crumbs(page: Element, ...parts: (Node | string)[]): void {
  if (!isEntered(page)) return;
  const nav = present(document.querySelector('nav.crumbs'));
  nav.replaceChildren(...parts);
  document.title = parts.length ? `${nav.textContent.replace(/^Runs \/ /, '')} – emaki` : 'emaki';
}

const KEY = 'emaki.theme';

/** Light or dark: the system's, until one is chosen. */
export function themeButton(): HTMLElement {
  const wanted = (() => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  })();
  if (wanted) document.documentElement.dataset['theme'] = wanted;
  return el('button.icon', { title: 'Light or dark', 'aria-label': 'Light or dark', onclick: toggle }, '◐');
}

function toggle(): void {
  const next = isDark() ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Nothing is remembered where the browser keeps nothing.
  }
  window.dispatchEvent(new Event('themechange'));
}

export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Calls back whenever colours change. */
export function onTheme(work: () => void, signal: AbortSignal): void {
  window.addEventListener('themechange', work, { signal });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', work, { signal });
}
