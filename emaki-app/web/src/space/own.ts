import { bytesOf } from '../api';
import { complaint, el, notify, number, numbers } from '../dom';
import { Pad } from '../draw/pad';
import { refusal } from '../draw/picture';
import { pngOf } from '../pictures';
import { present } from '../present';
import type { Encoded } from '../source';
import type { Space } from './data';
import { paint } from './images';
import { neighbourList, neighbours, type RowActions } from './neighbours';

const CLASSES_SHOWN = 5;
/** Pixels of an image that an address can hold. */
const MOST_REMEMBERED = 4096;
const PAD_WIDTH = 280;

export interface OwnActions extends RowActions {
  /** The image stands somewhere, near some points; or is away. */
  placed(own: { latent: number[]; near: number[] } | null): void;
  /** What brings the image back; null where an address cannot hold it. */
  remembered(pixels: string | null): void;
  decodeFrom(latent: number[]): void;
}

/** An image that is none of the run's: drawn, dropped or pasted, and what the model makes of it. */
export class OwnImage {
  readonly element: HTMLElement;
  private readonly pad: Pad;
  private readonly original: HTMLCanvasElement;
  private readonly made: HTMLCanvasElement;
  private readonly result = el('div.result', { hidden: true });
  private readonly fault = el('p.fault', { role: 'alert', hidden: true });
  private readonly caption = el('figcaption', {}, 'draw here');
  private dark: boolean | null = null;
  private answer: Encoded | null = null;
  private busy = false;
  private next: (() => Promise<Blob>) | null = null;

  constructor(
    private readonly space: Space,
    private readonly actions: OwnActions,
  ) {
    const { width, height } = space.images.shape;
    this.pad = new Pad({
      width: PAD_WIDTH,
      height: Math.round((PAD_WIDTH * height) / width),
      label: 'Draw an image here.',
      ink: () => (this.dark ? '#fff' : '#000'),
      changed: () => this.drawn(),
    });
    this.pad.width = 90;
    this.original = space.images.canvas('your image as the model sees it');
    this.made = space.images.canvas('reconstruction of your image');
    this.original.hidden = true;
    const file = el('input', { type: 'file', accept: 'image/png,image/jpeg,image/gif,image/bmp', hidden: true });
    file.addEventListener('change', () => {
      if (file.files?.[0]) void this.take(file.files[0]);
      file.value = '';
    });
    const pen = el('input', { type: 'range', min: 20, max: 200, value: this.pad.width, 'aria-label': 'Pen width' });
    pen.addEventListener('input', () => (this.pad.width = Number(pen.value)));
    this.element = el(
      'section.panel.card.own',
      { 'aria-label': 'Your image', hidden: true },
      el('header', {}, el('h2', {}, 'Your image'), el('button.icon', { 'aria-label': 'Put your image away', onclick: () => this.close() }, '×')),
      el('div.beside', {}, el('figure', {}, this.pad.element, this.original, this.caption), el('figure', {}, this.made, el('figcaption', {}, 'reconstruction'))),
      el('label.row', {}, 'Pen', pen),
      el('div.actions', {}, el('button', { onclick: () => file.click() }, 'Picture …'), el('button', { onclick: () => this.invert() }, 'Invert'), el('button', { onclick: () => this.clear() }, 'Clear'), file),
      el('p.hint', {}, 'Draw; or drop or paste a picture anywhere.'),
      this.fault,
      this.result,
    );
  }

  /** Whether there is still an image to tell something about. */
  private get wanted(): boolean {
    return !this.element.hidden && (!this.pad.empty || !this.original.hidden);
  }

  async open(): Promise<void> {
    this.element.hidden = false;
    this.element.scrollIntoView({ block: 'nearest' });
    await this.ground();
    this.pad.repaint();
  }

  close(): void {
    this.element.hidden = true;
    this.clear();
  }

  toggle(): void {
    if (this.element.hidden) void this.open();
    else this.close();
  }

  /** Images of most data sets are light on dark or dark on light; a drawing is as they are. */
  private async ground(): Promise<void> {
    if (this.dark !== null) return;
    try {
      const rows = Array.from({ length: Math.min(20, this.space.shape.count) }, (_, i) => this.space.images.pixels(i));
      const all = await Promise.all(rows);
      const sum = all.reduce((total, pixels) => total + pixels.reduce((a, b) => a + b, 0) / pixels.length, 0);
      this.dark = sum / all.length < 128;
    } catch {
      this.dark = true;
    }
    this.pad.canvas.classList.toggle('darkground', this.dark);
  }

  private clear(): void {
    this.next = null;
    this.answer = null;
    this.pad.show([]);
    this.pad.element.hidden = false;
    this.original.hidden = true;
    this.caption.textContent = 'draw here';
    this.made.getContext('2d')?.clearRect(0, 0, this.made.width, this.made.height);
    this.result.hidden = true;
    this.fault.hidden = true;
    this.actions.placed(null);
    this.actions.remembered(null);
  }

  private drawn(): void {
    if (this.pad.empty) {
      this.clear();
      return;
    }
    this.ask(async () => {
      const { canvas } = this.pad;
      const whole = el('canvas', { width: canvas.width, height: canvas.height });
      const context = present(whole.getContext('2d'));
      context.fillStyle = this.dark ? '#000' : '#fff';
      context.fillRect(0, 0, whole.width, whole.height);
      context.drawImage(canvas, 0, 0);
      return pngOf(whole);
    });
  }

  /** A picture that was dropped, pasted or chosen. */
  async take(file: Blob): Promise<void> {
    await this.open();
    const why = refusal(file);
    if (why) this.refuse(why);
    else this.ask(() => Promise.resolve(file), true);
  }

  /** What an address remembers. */
  async restore(pixels: string): Promise<void> {
    const { width, height, channels } = this.space.images.shape;
    try {
      const bytes = bytesOf(pixels.replaceAll('-', '+').replaceAll('_', '/'));
      if (bytes.length !== width * height * channels) return;
      await this.open();
      this.ask(() => this.pictureOf(bytes), true);
    } catch {
      // A damaged address shows no image.
    }
  }

  private invert(): void {
    if (!this.answer) return;
    const bytes = bytesOf(this.answer.image).map((value) => 255 - value);
    this.ask(() => this.pictureOf(bytes), true);
  }

  private pictureOf(bytes: Uint8Array): Promise<Blob> {
    const canvas = this.space.images.canvas('');
    paint(canvas, this.space.images.shape, bytes);
    return pngOf(canvas);
  }

  /** While a request is on its way only the newest wish waits. */
  private ask(image: () => Promise<Blob>, picture = false): void {
    if (picture) {
      this.pad.show([]);
      this.pad.element.hidden = true;
      this.original.hidden = false;
      this.caption.textContent = 'resized';
    }
    this.next = image;
    if (!this.busy) void this.work();
  }

  private taken(): (() => Promise<Blob>) | null {
    const image = this.next;
    this.next = null;
    return image;
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let image = this.taken(); image; image = this.taken()) {
      try {
        const answer = await this.space.source.encode?.(await image());
        if (answer && !this.next && this.wanted) this.show(answer);
      } catch (e) {
        this.refuse(complaint(e));
      }
    }
    this.busy = false;
  }

  private refuse(sentence: string): void {
    this.clear();
    this.fault.textContent = sentence;
    this.fault.hidden = false;
    notify(sentence);
  }

  private show(answer: Encoded): void {
    const { space } = this;
    this.answer = answer;
    this.fault.hidden = true;
    paint(this.original, space.images.shape, bytesOf(answer.image));
    paint(this.made, space.images.shape, bytesOf(answer.reconstruction));
    const near = neighbours(space, answer.latent);
    this.actions.placed({ latent: answer.latent, near: near.map(({ row }) => row) });
    const values = space.images.values;
    this.actions.remembered(values <= MOST_REMEMBERED ? answer.image.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') : null);
    this.result.hidden = false;
    this.result.dataset['latent'] = answer.latent.map(number).join(',');
    this.result.replaceChildren(
      ...this.classes(answer),
      el('dl', {}, el('dt', {}, 'error'), el('dd', {}, number(answer.error)), el('dt', {}, 'latent'), el('dd', {}, numbers(answer.latent))),
      el('div.actions', {}, el('button', { onclick: () => this.actions.decodeFrom(answer.latent) }, 'Decode around')),
      el('h3', {}, 'Nearest in latent space'),
      neighbourList(space, near, this.actions),
    );
  }

  /** What the run's classifier says. */
  private classes({ classes }: Encoded): HTMLElement[] {
    if (!classes) return [el('p.hint', {}, 'A classifier of this run would name its class; in a terminal, emaki classify makes one.')];
    const bars = classes.slice(0, CLASSES_SHOWN).map(({ name, probability }) => {
      const bar = el('i.bar');
      bar.style.width = `${(100 * probability).toFixed(1)}%`;
      return el('li', {}, el('span.name', {}, name), el('span.track', {}, bar), el('span.count', {}, `${(100 * probability).toFixed(1)} %`));
    });
    return [el('h3', {}, 'The classifier says'), el('ol.probabilities', {}, ...bars)];
  }
}
