import { getJson, runPath, type Run } from '../api';
import { el } from '../dom';
import { crumbs } from '../header';
import { served } from '../source';
import type { View } from '../view';

/** A run: its space once it has one, and what it does until then. */
export async function openRun(place: HTMLElement, name: string): Promise<View> {
  // Most runs have a space, whose script is the larger part.
  const space = import('../space/view');
  const run = await getJson<Run>(runPath(name));
  crumbs(el('a', { href: '#/runs' }, 'Runs'), ' / ', name);
  if (run.points) return (await space).openSpace(place, served(name));
  const { openWatch } = await import('./view');
  let closed = false;
  let open: View | null = null;
  const finished = async () => {
    open?.close();
    place.replaceChildren();
    place.className = 'place';
    open = await (await space).openSpace(place, served(name));
    if (closed) open.close();
  };
  open = await openWatch(place, run, () => void finished());
  return {
    close: () => {
      closed = true;
      open?.close();
    },
  };
}
