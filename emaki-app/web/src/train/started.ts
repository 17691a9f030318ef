import { postJson, runPath } from '../api';
import { complaint, el, notify } from '../dom';

export interface Standing {
  run: string;
  state: string;
  message: string | null;
}

/** What was started from pages, kept up to date; those that were started first come last. */
export function startedList(signal: AbortSignal): HTMLElement {
  const list = el('ul.started', { 'aria-label': 'Started here', 'aria-live': 'polite' });
  const events = new EventSource('/api/events');
  signal.addEventListener('abort', () => events.close());
  events.addEventListener('trainings', (event: MessageEvent<string>) => {
    const standings = JSON.parse(event.data) as Standing[];
    list.replaceChildren(...standings.reverse().map(line));
  });
  return list;
}

function line({ run, state, message }: Standing): HTMLElement {
  return el(
    'li',
    { 'data-run': run },
    el(`span.status.${state}` as 'span.status', {}, state),
    el('a', { href: `#/run/${encodeURIComponent(run)}` }, run),
    state === 'running' && el('button', { onclick: () => void control(run, 'cancel') }, 'Cancel'),
    state === 'interrupted' && el('button', { onclick: () => void control(run, 'resume') }, 'Resume'),
    message && el('p.fault', {}, message),
  );
}

/** Cancels or resumes a run; what stands in the way is said. */
export async function control(run: string, what: 'cancel' | 'resume'): Promise<boolean> {
  try {
    await postJson(runPath(run, `/${what}`));
    return true;
  } catch (e) {
    notify(complaint(e));
    return false;
  }
}
