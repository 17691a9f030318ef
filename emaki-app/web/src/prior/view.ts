import { here, remember } from '../address';
import { getBytes, getJson, post } from '../api';
import { complaint, el, notify, number, settled } from '../dom';
import { pack, unpack } from '../draw/drawing';
import { Pad } from '../draw/pad';
import { claimedSize, refusal, pictureIn, takesDrops } from '../draw/picture';
import { crumbs, onTheme } from '../header';
import type { Keys } from '../keys';
import type { View } from '../view';
import { TrainForm, type Offered } from '../train/form';
import { startedList } from '../train/started';
import { MOST_POINTS, OPENING, roundLength, sample, type Shape } from './cloud';
import { Preview } from './preview';

const KEYS: Keys = [
  ['← → ↑ ↓', 'move the pen while the paper has the focus'],
  ['Space', 'put the pen down, take it up'],
  ['Ctrl+Z', 'take a stroke back'],
];

/** What is asked of everyone. */
const MAIN = ['data', 'prior', 'latent-dim', 'sigma', 'lambda', 'epochs', 'out'];

const SIDE = 512;
const MOST_PIXELS = 64 << 20;

interface Saved {
  name: string;
  prior: string;
}

/** Draw a prior, look at it as points, train towards it. */
export async function openPrior(place: HTMLElement): Promise<View> {
  crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', 'Draw a prior');
  const [offered, saved] = await Promise.all([getJson<Offered>('/api/train'), getJson<Saved[]>('/api/priors')]);
  const closing = new AbortController();
  const view = new PriorView(place, offered, saved, closing.signal);
  requestAnimationFrame(() => void view.start());
  return { close: () => closing.abort(), keys: KEYS };
}

class PriorView {
  private readonly pad: Pad;
  private readonly preview: Preview;
  private readonly form: TrainForm;
  private readonly shape: Shape = { ...OPENING };
  private readonly name: HTMLInputElement;
  private readonly save = el('button.primary', { onclick: () => void this.saving() }, 'Save');
  private readonly fault = el('p.fault', { role: 'alert', hidden: true });
  private readonly savedAs = el('p.hint.savedas', { role: 'status' });
  private readonly opener = el('select', { 'aria-label': 'Open a saved prior' });
  private readonly ruler = el('div.ruler', { 'aria-hidden': 'true' });
  private readonly light = el('input', { type: 'checkbox' });
  private readonly training = el('div.training');
  private cloud = new Float32Array();
  /** The saved prior that the cloud is, and nothing else. */
  private saved: Saved | null = null;
  private values: Record<string, string>;

  constructor(
    place: HTMLElement,
    offered: Offered,
    private readonly all: Saved[],
    signal: AbortSignal,
  ) {
    const { params } = here();
    this.readShape(params);
    this.pad = new Pad({
      width: SIDE,
      height: SIDE,
      label: 'Draw the shape here.',
      ink: () => getComputedStyle(document.documentElement).getPropertyValue('--ink').trim(),
      changed: (resting) => (resting ? this.redrawn() : this.sampling()),
    });
    this.preview = new Preview(signal);
    this.name = el('input', { id: 'prior-name', value: params.get('name') ?? '', placeholder: this.freeName(), maxlength: 80, autocomplete: 'off', spellcheck: 'false' });
    this.name.addEventListener('input', () => this.remember());
    this.values = Object.fromEntries(offered.options.flatMap(({ name }) => params.getAll(`o-${name}`).slice(0, 1).map((value) => [name, value])));
    this.form = new TrainForm(
      offered,
      MAIN,
      this.values,
      (values) => {
        this.values = values;
        this.remember();
      },
      (run) => notify(`${run} trains; it goes on when this page is closed.`),
    );
    place.classList.add('priorview');
    place.append(this.drawing(), this.looking(), this.trainingCard(signal));
    takesDrops(place, (file) => void this.take(file), signal);
    window.addEventListener('paste', (event) => pictureIn(event.clipboardData) && void this.take(pictureIn(event.clipboardData)), { signal });
    onTheme(() => this.pad.repaint(), signal);
    this.pad.show(unpack(params.get('draw') ?? ''));
  }

  async start(): Promise<void> {
    this.paintSaved();
    const wanted = this.all.find(({ name }) => name === here().params.get('saved'));
    if (wanted) await this.open(wanted);
    else this.sampleNow();
  }

  private readShape(params: URLSearchParams): void {
    const { shape } = this;
    const take = (key: string, low: number, high: number, use: (value: number) => void) => {
      const value = Number(params.get(key) ?? NaN);
      if (value >= low && value <= high) use(value);
    };
    take('points', 100, MOST_POINTS, (value) => (shape.points = Math.round(value)));
    take('across', 0.01, 10_000, (value) => (shape.across = value));
    take('thickness', 0, 10_000, (value) => (shape.thickness = value));
    if (params.get('dimension') === '2') shape.dimension = 2;
  }

  private drawing(): HTMLElement {
    const tool = (kind: 'pen' | 'eraser', text: string) =>
      el('button.tool', { 'aria-pressed': String(kind === 'pen'), 'data-tool': kind, onclick: () => this.useTool(kind) }, text);
    const width = el('input', { type: 'range', min: 4, max: 200, value: this.pad.width });
    width.addEventListener('input', () => (this.pad.width = Number(width.value)));
    const file = el('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/bmp', hidden: true });
    file.addEventListener('change', () => {
      void this.take(file.files?.[0] ?? null);
      file.value = '';
    });
    return el(
      'section.step',
      { 'aria-labelledby': 'draw' },
      el('h2', { id: 'draw' }, 'Draw'),
      this.pad.element,
      this.ruler,
      el('div.tools', { role: 'toolbar', 'aria-label': 'Drawing' }, tool('pen', 'Pen'), tool('eraser', 'Eraser'), el('button', { onclick: () => this.pad.undo() }, 'Undo'), el('button', { onclick: () => this.pad.clear() }, 'Clear')),
      el('label.row', {}, 'Pen width', width),
      el('div.row', {}, el('button', { onclick: () => file.click() }, 'Picture …'), el('label.check', {}, this.light, 'light pixels count'), file),
      el('p.hint', {}, 'A curve or an area; or drop a picture of one: its dark pixels become points.'),
    );
  }

  private useTool(kind: 'pen' | 'eraser'): void {
    this.pad.tool = kind;
    document.querySelectorAll<HTMLElement>('.priorview .tool').forEach((tool) => tool.setAttribute('aria-pressed', String(tool.dataset['tool'] === kind)));
  }

  private looking(): HTMLElement {
    const { shape } = this;
    const changed = () => {
      this.saved = null;
      this.sampling();
      this.remember();
    };
    const amount = (text: string, key: 'across' | 'thickness', low: number) => {
      const input = el('input', { type: 'number', min: low, max: 10_000, step: 'any', value: shape[key] });
      input.addEventListener('input', () => {
        if (input.value === '' || !input.checkValidity()) return;
        shape[key] = Number(input.value);
        changed();
      });
      return el('label.row', {}, text, input);
    };
    const thickness = amount('Thickness of the third axis', 'thickness', 0);
    const lift = (dimension: 2 | 3, text: string) => {
      const input = el('input', { type: 'radio', name: 'dimension', value: dimension, checked: shape.dimension === dimension });
      input.addEventListener('change', () => {
        shape.dimension = dimension;
        thickness.hidden = dimension === 2;
        changed();
      });
      return el('label.check', {}, input, text);
    };
    thickness.hidden = shape.dimension === 2;
    const points = el('input', { type: 'range', min: 500, max: MOST_POINTS, step: 500, value: shape.points });
    const many = el('output', {}, number(shape.points));
    points.addEventListener('input', () => {
      shape.points = Number(points.value);
      many.textContent = number(shape.points);
      changed();
    });
    this.opener.addEventListener('change', () => {
      const chosen = this.all.find(({ name }) => name === this.opener.value);
      if (!chosen) return;
      this.pad.show([]);
      void this.open(chosen);
    });
    return el(
      'section.step',
      { 'aria-labelledby': 'look' },
      el('h2', { id: 'look' }, 'As points'),
      this.preview.element,
      el('div.row', { role: 'radiogroup', 'aria-label': 'Dimension' }, lift(2, 'flat, 2-D'), lift(3, 'lifted to 3-D')),
      amount('Width in latent units', 'across', 0.01),
      thickness,
      el('label.row', {}, 'Points', points, many),
      el('div.row.naming', {}, el('label', { for: 'prior-name' }, 'Name'), this.name, this.save),
      this.fault,
      this.savedAs,
      this.opener,
    );
  }

  private trainingCard(signal: AbortSignal): HTMLElement {
    this.training.append(this.form.element);
    return el('section.step', { 'aria-labelledby': 'train' }, el('h2', { id: 'train' }, 'Train towards it'), el('p.hint.first', {}, 'Save the points first; then choose how to train.'), this.training, startedList(signal));
  }

  private readonly sampling = settled(60, () => this.sampleNow());

  private redrawn(): void {
    this.saved = null;
    this.sampleNow();
    this.remember();
  }

  private sampleNow(): void {
    const { shape } = this;
    if (!this.saved) this.cloud = sample(this.pad.alpha(), SIDE, shape);
    const dimension = this.dimension();
    this.preview.show(this.cloud, dimension);
    const length = roundLength(shape.across);
    const bar = el('i');
    bar.style.width = `${(100 * length) / shape.across}%`;
    this.ruler.replaceChildren(bar, `${number(length)} units`);
    this.state();
  }

  private savedDimension = 2;

  private dimension(): number {
    return this.saved ? this.savedDimension : this.shape.dimension;
  }

  /** Whether there is something to save, or something to train towards. */
  private state(): void {
    this.save.disabled = !this.cloud.length || this.saved !== null;
    this.training.inert = this.saved === null;
    this.training.parentElement?.classList.toggle('waiting', this.saved === null);
    this.savedAs.textContent = this.saved ? `Saved as ${this.saved.prior.replace('points:', '')}: ${number(this.cloud.length / this.dimension())} points.` : '';
  }

  private async saving(): Promise<void> {
    const name = this.name.value.trim() || this.name.placeholder;
    this.fault.hidden = true;
    this.save.disabled = true;
    try {
      const { dimension } = this.shape;
      const answer = await post(`/api/priors/${encodeURIComponent(name)}?dimension=${dimension}`, this.cloud);
      const saved = JSON.parse(new TextDecoder().decode(answer)) as Saved;
      this.all.push(saved);
      this.name.value = '';
      this.name.placeholder = this.freeName();
      this.use(saved, dimension);
    } catch (e) {
      this.fault.hidden = false;
      this.fault.textContent = complaint(e);
      this.save.disabled = false;
    }
  }

  /** The cloud is a saved one, from here on the form's prior. */
  private use(saved: Saved, dimension: number): void {
    this.saved = saved;
    this.savedDimension = dimension;
    this.values = { ...this.values, data: this.values['data'] ?? 'kana', prior: saved.prior, 'latent-dim': String(dimension) };
    this.form.set(this.values);
    this.paintSaved();
    this.state();
    this.remember();
  }

  private async open(saved: Saved): Promise<void> {
    try {
      const { points, dimension } = await this.fetch(saved.name);
      this.cloud = points;
      this.use(saved, dimension);
      this.sampleNow();
    } catch (e) {
      notify(complaint(e));
    }
  }

  /** The file begins with its dimension. */
  private async fetch(name: string): Promise<{ points: Float32Array<ArrayBuffer>; dimension: number }> {
    const bytes = await getBytes(`/api/priors/${encodeURIComponent(name)}`);
    return { dimension: new DataView(bytes).getInt32(0, true), points: new Float32Array(bytes.slice(4)) };
  }

  private paintSaved(): void {
    this.opener.hidden = !this.all.length;
    this.opener.replaceChildren(el('option', { value: '' }, 'Open a saved one …'), ...this.all.map(({ name }) => el('option', { value: name }, name)));
    this.opener.value = this.saved?.name ?? '';
  }

  private freeName(): string {
    const taken = new Set(this.all.map(({ name }) => name));
    for (let i = 1; ; i++) if (!taken.has(`drawn-${i}`)) return `drawn-${i}`;
  }

  private async take(file: File | null): Promise<void> {
    const why = file ? refusal(file) : 'That is no picture.';
    const size = file && !why ? await claimedSize(file) : null;
    if (!file || why || !size) notify(why ?? 'A PNG, JPEG, GIF or BMP is wanted.');
    else if (size[0] * size[1] > MOST_PIXELS) notify(`The picture is ${size[0]} x ${size[1]}; at most 64 million pixels are taken.`);
    else {
      const bitmap = await createImageBitmap(file).catch(() => null);
      if (bitmap) this.pad.picture(bitmap, this.light.checked);
      else notify('The picture cannot be read; is it damaged?');
      bitmap?.close();
    }
  }

  private told = false;

  private remember(): void {
    const params = new URLSearchParams();
    const set = (key: string, value: string | number, opening: string | number) => value !== opening && params.set(key, String(value));
    const { shape } = this;
    set('points', shape.points, OPENING.points);
    set('across', shape.across, OPENING.across);
    set('dimension', shape.dimension, OPENING.dimension);
    set('thickness', shape.thickness, OPENING.thickness);
    set('name', this.name.value, '');
    set('saved', this.saved?.name ?? '', '');
    Object.entries(this.values).forEach(([name, value]) => params.set(`o-${name}`, value));
    const drawing = pack(this.pad.steps);
    if (drawing) params.set('draw', drawing);
    else if (drawing === null && !this.told) {
      this.told = true;
      notify('This drawing is too much for the address; once saved, its points come back.');
    }
    remember(this.save, params);
  }
}
