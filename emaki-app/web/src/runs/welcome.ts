import { go } from '../address';
import { postJson } from '../api';
import { complaint, el } from '../dom';
import type { Standing } from '../train/started';
import picture from './roll.png';

const STEPS: [string, string][] = [
  ['Train', 'An autoencoder learns your images, while their places in its latent space take a shape that you choose, or draw.'],
  ['Look', 'Walk around in the space, see what lies where, decode any place of it, and watch how training moved the images there.'],
  ['Name', 'Images that look alike lie together. Name such islands one after the other, and your images have labels.'],
];

/** What emaki is, where there is no run yet, and three ways to the first. */
export function welcome(): HTMLElement {
  const fault = el('p.fault', { role: 'alert', hidden: true });
  const demo = el('button.primary', {}, 'Run the demo');
  const run = async () => {
    demo.disabled = true;
    try {
      go('run', (await postJson<Standing>('/api/demo')).run);
    } catch (e) {
      fault.textContent = complaint(e);
      fault.hidden = false;
      demo.disabled = false;
    }
  };
  demo.addEventListener('click', () => void run());
  return el(
    'div.welcome',
    {},
    el('img', { src: picture, alt: '23,333 images of hand-drawn kana as points on a swiss roll, coloured by character', width: 480, height: 570 }),
    el(
      'div.story',
      {},
      el('h1', {}, 'Give the space of your images a shape'),
      el('ol.steps', {}, ...STEPS.map(([name, text]) => el('li', {}, el('h2', {}, name), el('p', {}, text)))),
      el('div.actions', {}, demo, el('a.button', { href: '#/train' }, 'Train on images of your own'), el('a.button', { href: '#/prior' }, 'Draw a prior')),
      el('p.hint', {}, 'The demo takes about a minute and needs nothing: its images are drawn by emaki itself. It can be watched, and cancelled at any time.'),
      fault,
    ),
  );
}
