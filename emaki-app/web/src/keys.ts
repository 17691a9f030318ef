import { el } from './dom';

/** Keys, separated by spaces, and what they do. */
export type Keys = readonly (readonly [string, string])[];

const EVERYWHERE: Keys = [
  ['?', 'this list'],
  ['Esc', 'close what is open'],
];

/** A button, and the key ?, that list the keys of the view one is in. */
export function keysButton(of: () => Keys): HTMLElement {
  const list = el('dl.keys');
  const dialog = el('dialog.keysdialog', { 'aria-labelledby': 'keys-title' }, el('form', { method: 'dialog' }, el('h2', { id: 'keys-title' }, 'Keys'), el('button.icon', { 'aria-label': 'Close' }, '×')), list);
  const show = () => {
    const keys = (text: string) => text.split(' ').flatMap((key, i) => [i ? ' ' : '', el('kbd', {}, key)]);
    list.replaceChildren(...[...of(), ...EVERYWHERE].flatMap(([key, does]) => [el('dt', {}, ...keys(key)), el('dd', {}, does)]));
    if (!dialog.open) dialog.showModal();
  };
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  window.addEventListener('keydown', (event) => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || typing(event)) return;
    event.preventDefault();
    show();
  });
  document.body.append(dialog);
  return el('button.icon', { title: 'Keys (?)', 'aria-label': 'Keys', onclick: show }, '?');
}

/** Whether a key is part of what is being written. */
export function typing(event: KeyboardEvent): boolean {
  const { target } = event;
  return target instanceof HTMLElement && target.closest('input:not([type=checkbox], [type=radio], [type=range]), textarea, select') !== null;
}
