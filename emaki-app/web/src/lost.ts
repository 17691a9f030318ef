import { getJson } from './api';
import { el } from './dom';

const MILLIS_BETWEEN = 3000;

/** Says that the server does not answer, for as long as it does not, and asks it again. */
export function lostBanner(): HTMLElement {
  const ask = () => void getJson('/api/session').catch(() => null);
  const banner = el('div.lostbanner', { role: 'alert', hidden: true }, el('span', {}, 'The explorer does not answer; it may have been stopped.'), el('button', { onclick: ask }, 'Try again'));
  let asking = 0;
  const show = (lost: boolean) => {
    banner.hidden = !lost;
    clearInterval(asking);
    if (lost) asking = window.setInterval(ask, MILLIS_BETWEEN);
  };
  window.addEventListener('lost', () => show(true));
  window.addEventListener('found', () => show(false));
  return banner;
}
