import type uPlot from 'uplot';
import { complaint, el, notify, save } from '../dom';
import { LINES, linePlot } from '../plot';
import { present } from '../present';
import { className, numberOf, validationRows, type Space } from './data';
import { latentsCsv } from './export';
import { FRAME_MILLIS, gif, pngs } from './recording';
import { Reel } from './reel';

const MILLIS_AN_EPOCH = 420;

export interface FilmActions {
  /** Latents of the validation images as they were at an epoch, which may lie between two; null: as trained. */
  frame(epoch: number | null, latents: Float32Array | null): void;
  /** What is seen now, at most so wide. */
  picture(most: number): HTMLCanvasElement;
  /** A picture with what it is of and what its colours mean. */
  captioned(picture: HTMLCanvasElement): HTMLCanvasElement;
}

/** Wider pictures make large files and slow work. */
const GIF_WIDTH = 800;
const PNG_WIDTH = 1920;
const MOST_PICTURES = 240;

/** Training from its first epoch to its last: the validation latents move, and a cursor on the curves with them. */
export class Film {
  readonly element: HTMLElement;
  private readonly reel: Reel;
  private readonly play = el('button.primary', { 'aria-label': 'Play', title: 'Play or pause' }, '▶');
  private readonly range: HTMLInputElement;
  private readonly text = el('output');
  private readonly chart = el('div.chart');
  private plot: uPlot | null = null;
  private at = 0;
  private recording = false;

  constructor(
    private readonly space: Space,
    private readonly actions: FilmActions,
    private readonly signal: AbortSignal,
  ) {
    this.reel = new Reel(space.run.snapshots, (epoch) => space.source.snapshot(epoch));
    this.range = el('input', { type: 'range', min: 0, max: this.reel.last, step: 0.01, 'aria-label': 'Epoch' });
    this.range.addEventListener('input', () => {
      this.pause();
      void this.seek(Number(this.range.value));
    });
    this.play.addEventListener('click', () => (this.reel.playing ? this.pause() : this.start()));
    this.element = el(
      'section.panel.card.film',
      { 'aria-label': 'Training as a film', hidden: true },
      el('header', {}, el('h2', {}, 'Training'), el('button.icon', { 'aria-label': 'Close the film', title: 'As trained', onclick: () => this.close() }, '×')),
      this.chart,
      el('div.transport', {}, this.play, this.range, this.text, ...this.recorders()),
    );
    signal.addEventListener('abort', () => this.reel.stop());
  }

  get possible(): boolean {
    return this.reel.epochs.length > 1;
  }

  /** Whether it is looked at, be it that it stands still. */
  get shown(): boolean {
    return !this.element.hidden;
  }

  /** Opens at an epoch, or where it has been moved to before its curves were there. */
  async open(epoch: number): Promise<void> {
    this.element.hidden = false;
    this.at = this.reel.placeOf(epoch);
    if (!this.plot) await this.curves();
    await this.seek(this.at);
  }

  close(): void {
    this.pause();
    this.element.hidden = true;
    this.actions.frame(null, null);
  }

  /** Shows the present place again, on other axes. */
  again(): void {
    if (!this.element.hidden) void this.seek(this.at);
  }

  private start(): void {
    this.reel.play(
      this.at >= this.reel.last ? 0 : this.at,
      MILLIS_AN_EPOCH,
      (at) => void this.seek(at),
      () => this.pause(),
    );
    this.play.textContent = '❚❚';
    this.play.setAttribute('aria-label', 'Pause');
  }

  private pause(): void {
    this.reel.stop();
    this.play.textContent = '▶';
    this.play.setAttribute('aria-label', 'Play');
  }

  /** Shows a place of the reel. */
  private async seek(at: number): Promise<void> {
    this.at = at;
    const frame = await this.reel.at(at);
    if (!frame || this.element.hidden) return;
    this.range.value = String(at);
    this.text.textContent = `epoch ${Math.round(frame.epoch)} of ${this.reel.epochs.at(-1)}`;
    this.plot?.setCursor({ left: this.plot.valToPos(frame.epoch, 'x'), top: 0 });
    this.actions.frame(frame.epoch, frame.latents);
  }

  private async curves(): Promise<void> {
    const metrics = await this.space.source.metrics();
    const epochs = metrics['epoch'] as number[];
    const values = (name: string) => metrics[name] ?? epochs.map(() => null);
    const divergence = values('validation_divergence');
    const lines = [
      { label: 'reconstruction, training', colour: LINES.training, values: values('train_reconstruction') },
      { label: 'reconstruction, validation', colour: LINES.validation, values: values('validation_reconstruction') },
      ...(divergence.some((value) => value !== null) ? [{ label: 'divergence, validation', colour: LINES.third, values: divergence, apart: true }] : []),
    ];
    this.plot = linePlot(this.chart, 120, epochs, lines, { cursor: { y: false, drag: { x: false, y: false } } }, this.signal);
  }

  private recorders(): HTMLElement[] {
    const recorder = (text: string, title: string, work: (button: HTMLButtonElement) => Promise<void>) => {
      const button = el('button.save', { title, 'data-save': text.toLowerCase() }, text);
      button.addEventListener('click', () => {
        if (this.recording) this.recording = false;
        else void work(button).catch((e: unknown) => notify(complaint(e)));
      });
      return button;
    };
    return [
      recorder('GIF', 'Save the film as a GIF', (button) => this.record(button, 'GIF')),
      recorder('PNG', 'Save the film as PNG frames in a zip', (button) => this.record(button, 'PNG')),
      recorder('CSV', 'Save the points of every snapshot as CSV', () => this.table()),
    ];
  }

  /** Plays the film once, picture by picture; the button counts, and stops it. */
  private async record(button: HTMLButtonElement, kind: 'GIF' | 'PNG'): Promise<void> {
    this.pause();
    const { last } = this.reel;
    const before = this.at;
    const count = Math.min(MOST_PICTURES, Math.ceil((last * MILLIS_AN_EPOCH) / FRAME_MILLIS) + 1);
    this.recording = true;
    const footage = {
      count,
      picture: async (share: number) => {
        await this.seek(share * last);
        return this.actions.captioned(this.dated(this.actions.picture(kind === 'GIF' ? GIF_WIDTH : PNG_WIDTH)));
      },
      goOn: (done: number) => {
        button.textContent = `${done}/${count}`;
        return this.recording && !this.element.hidden;
      },
    };
    try {
      const film = await (kind === 'GIF' ? gif(footage) : pngs(footage));
      if (film) save(`${this.space.run.name}-film.${kind === 'GIF' ? 'gif' : 'zip'}`, film);
    } finally {
      this.recording = false;
      button.textContent = kind;
      if (!this.element.hidden) await this.seek(before);
    }
  }

  /** A picture that says its epoch. */
  private dated(canvas: HTMLCanvasElement): HTMLCanvasElement {
    const context = present(canvas.getContext('2d'));
    context.font = '16px system-ui, sans-serif';
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--ink');
    context.fillText(this.text.textContent, 16, canvas.height - 16);
    return canvas;
  }

  /** The points of every snapshot, a line each. */
  private async table(): Promise<void> {
    const { space } = this;
    const k = space.shape.dimension;
    const all: number[] = [];
    const lines: (string | number)[][] = [];
    for (const epoch of this.reel.epochs) {
      const latents = await this.reel.frame(epoch);
      for (const row of validationRows(space, latents.length / k)) lines.push([epoch, numberOf(space, row), className(space, present(space.labels[row]))]);
      for (const z of latents) all.push(z);
    }
    save(`${space.run.name}-film.csv`, latentsCsv(['epoch', 'row', 'class'], lines, all, k));
  }
}
