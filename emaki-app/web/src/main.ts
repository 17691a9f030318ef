import { ApiError } from './api';
import { enter, here, settle } from './address';
import { complaint, el } from './dom';
import { brand, crumbs, themeButton } from './header';
import { keysButton } from './keys';
import { lostBanner } from './lost';
import { present } from './present';
import type { View } from './view';

type Opener = (place: HTMLElement) => Promise<View>;

/** Views load when they are first opened: the table of runs needs no three.js. */
const VIEWS: Record<string, Opener> = {
  runs: async (place) => (await import('./runs/view')).openRuns(place),
  run: async (place) => (await import('./watch/open')).openRun(place, here().name),
  train: async (place) => (await import('./train/view')).openTrain(place),
  prior: async (place) => (await import('./prior/view')).openPrior(place),
  name: async (place) => (await import('./name/view')).openNames(place, here().name),
  sheet: async (place) => (await import('./sheet/view')).openSheet(place, here().name),
  compare: async (place) => (await import('./compare/view')).openCompare(place),
};

/** Those of one run. */
const NAMED = ['run', 'name', 'sheet'];

const main = present(document.querySelector('#view'));
let open: View | null = null;
/** Whether the view that was wanted could not be opened because the server did not answer. */
let missed = false;
/** How many times something has been gone to. */
let times = 0;
/** Until what was done in the views that were left is written, or cannot be. */
let written: Promise<unknown> = Promise.resolve();

/** Opens what the address names. Views rewrite the address without coming here: whoever does follows a link, if only to another state. */
async function route(): Promise<void> {
  const { view, name } = here();
  const mine = ++times;
  const place = el('div.place');
  enter(place);
  crumbs(place);
  const last = open;
  last?.close();
  open = null;
  missed = false;
  written = Promise.allSettled([written, last?.written?.()]);
  main.replaceChildren(el('p.state', {}, 'Loading …'));
  const opener = VIEWS[view];
  document.body.dataset['view'] = view;
  try {
    await written;
    if (!opener || (NAMED.includes(view) && !name)) throw new ApiError(404, 'There is no such page.');
    const opened = await opener(place);
    if (mine !== times) {
      opened.close();
      return;
    }
    open = opened;
    main.replaceChildren(place);
  } catch (e) {
    if (!(e instanceof ApiError)) console.error(e);
    missed = e instanceof ApiError && e.status === 0;
    if (mine === times) main.replaceChildren(el('p.state.wrong', {}, complaint(e), ' ', el('a', { href: '#/runs' }, 'All runs')));
  }
}

document.body.append(lostBanner());
present(document.querySelector('header.top')).append(brand(), el('nav.crumbs'), keysButton(() => open?.keys ?? []), themeButton());
// Before a link is followed.
document.addEventListener('click', settle, { capture: true });
window.addEventListener('hashchange', () => void route());
window.addEventListener('found', () => missed && void route());
void route();
