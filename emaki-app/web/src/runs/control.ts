import type { Value } from '../api';
import { el, notify } from '../dom';
import { control as ask } from '../train/started';

/** What can be done about a run; `elsewhere`: it trains, but was not started from these pages. */
export type Control = 'cancel' | 'stopping' | 'resume' | 'elsewhere' | null;

/**
 * As the server has it for a run of its own.
 *
 * @param standing how it stands if it was started from these pages
 */
export function controlOf(status: Value, standing: string | undefined): Control {
  if (standing === 'running') return 'cancel';
  if (standing === 'stopping') return 'stopping';
  return status === 'running' ? 'elsewhere' : status === 'interrupted' ? 'resume' : null;
}

const ELSEWHERE = 'It was started elsewhere: press Ctrl-C where it runs, and it can be resumed here.';

/** How a run stands: one that is resumed has not begun at once. */
export function standingOf(status: Value, control: Control): Value {
  return control === 'cancel' && status === 'interrupted' ? 'starting' : status;
}

/** The button of it. */
export function controlButton(run: string, control: Control, tabindex: number): HTMLElement | null {
  const button = (text: string, title: string, act: () => void) =>
    el('button.control', { 'data-key': `control ${run}`, 'data-control': control ?? '', title, 'aria-label': `${text}: ${run}`, 'aria-disabled': control === 'stopping', tabindex, onclick: act }, text);
  switch (control) {
    case 'cancel':
      return button('Cancel', 'Stop it so that it can be resumed', () => void ask(run, 'cancel'));
    case 'stopping':
      return button('Stopping …', 'It puts its state away', () => {});
    case 'resume':
      return button('Resume', 'Go on from its last checkpoint', () => void ask(run, 'resume'));
    case 'elsewhere':
      return button('How to stop', ELSEWHERE, () => notify(ELSEWHERE));
    case null:
      return null;
  }
}
