import '../style.css';
import { forget, format, here } from '../address';
import { complaint, el } from '../dom';
import { brand, crumbs, themeButton } from '../header';
import { present } from '../present';
import { openSpace } from '../space/view';
import type { View } from '../view';
import { Blocks } from './blocks';
import { EmbeddedRun, type Carried } from './embedded';

/** The entry of a standalone page: one run, in one file, with no server. */
const carried = JSON.parse(document.querySelector('#carried')?.textContent ?? '') as Carried;
const source = new EmbeddedRun(carried, new Blocks());
const main = present(document.querySelector('#view'));
const { name } = carried.run;

// For who opens the browser's console: await emaki.decode([1, 2, 3]) gives the image's values in [0, 1].
Object.assign(globalThis, { emaki: { decode: (latents: ArrayLike<number>) => source.decodeValues(Float32Array.from(latents)).then(Array.from) } });

let open: View | null = null;

async function show(): Promise<void> {
  forget();
  open?.close();
  if (here().view !== 'run') history.replaceState(null, '', format({ view: 'run', name, params: new URLSearchParams() }));
  const place = el('div.place');
  main.replaceChildren(place);
  try {
    if (!('DecompressionStream' in window)) throw new Error('This page needs a browser of 2023 or later.');
    open = await openSpace(place, source);
  } catch (e) {
    main.replaceChildren(el('p.state.wrong', {}, complaint(e)));
  }
}

document.body.dataset['view'] = 'run';
present(document.querySelector('header.top')).append(brand(null), el('nav.crumbs'), themeButton());
const { drawnFrom, count } = present(carried.run.points);
crumbs(
  main,
  name,
  ...(drawnFrom ? [el('span.partial', {}, ` / ${count.toLocaleString('en')} of its ${drawnFrom.toLocaleString('en')} points, drawn at random when this page was written`)] : []),
);
window.addEventListener('hashchange', () => void show());
void show();
