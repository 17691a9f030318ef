import { go, here, remember } from '../address';
import { getJson } from '../api';
import { el } from '../dom';
import { crumbs } from '../header';
import type { View } from '../view';
import { TrainForm, type Offered } from './form';
import { PRESETS, applied, fits, type Preset } from './presets';
import { startedList } from './started';

/** What is asked of everyone. */
const MAIN = ['data', 'objective', 'prior', 'model', 'latent-dim', 'epochs', 'out'];

/** Start a training of any kind. */
export async function openTrain(place: HTMLElement): Promise<View> {
  crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', 'Train');
  const offered = await getJson<Offered>('/api/train');
  const closing = new AbortController();
  const view = new TrainView(place, offered, closing.signal);
  requestAnimationFrame(() => view.start());
  return { close: () => closing.abort() };
}

class TrainView {
  private values: Record<string, string>;
  private readonly form: TrainForm;
  private readonly buttons: [Preset, HTMLElement][];

  constructor(place: HTMLElement, offered: Offered, signal: AbortSignal) {
    const { params } = here();
    const given = Object.fromEntries(offered.options.flatMap(({ name }) => params.getAll(`o-${name}`).slice(0, 1).map((value) => [name, value])));
    this.values = Object.keys(given).length ? given : { ...(offered.data[0]?.options ?? { data: 'kana' }), ...PRESETS[0]?.values };
    this.form = new TrainForm(
      offered,
      MAIN,
      this.values,
      (values) => this.changed(values),
      (run) => go('run', run),
    );
    this.buttons = PRESETS.map((preset) => [preset, this.button(preset)]);
    place.classList.add('trainview');
    place.append(
      el('section.step', { 'aria-labelledby': 'purpose' }, el('h2', { id: 'purpose' }, 'What for'), el('div.presets', {}, ...this.buttons.map(([, button]) => button)), el('p.hint', {}, 'Another shape: ', el('a', { href: '#/prior' }, 'draw it'), ', or choose one below.')),
      el('section.step', { 'aria-labelledby': 'train' }, el('h2', { id: 'train' }, 'Images and settings'), this.form.element),
      el('section.step.history', { 'aria-labelledby': 'history' }, el('h2', { id: 'history' }, 'Started here'), startedList(signal)),
    );
  }

  start(): void {
    this.form.set(this.values);
    this.paint();
  }

  private button(preset: Preset): HTMLElement {
    const use = () => {
      this.form.set(applied(preset, this.values));
      this.changed(this.form.values);
    };
    return el('button.preset', { type: 'button', onclick: use }, el('strong', {}, preset.name), el('span', {}, preset.about));
  }

  private changed(values: Record<string, string>): void {
    this.values = values;
    const params = new URLSearchParams(Object.entries(values).map(([name, value]) => [`o-${name}`, value]));
    remember(this.form.element, params);
    this.paint();
  }

  private paint(): void {
    this.buttons.forEach(([preset, button]) => button.setAttribute('aria-pressed', String(fits(preset, this.values))));
  }
}
