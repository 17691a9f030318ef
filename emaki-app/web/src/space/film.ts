import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { el, notify, save } from '../dom';
import type { Space } from './data';
import { latentsCsv } from './export';
import { FRAME_MILLIS, gif, pngs } from './recording';

const MILLIS_AN_EPOCH = 420;

export interface FilmActions {
  /** Latents of the validation images as they were at an epoch, which may lie between two; null: as trained. */
  frame(epoch: number | null, latents: Float32Array | null): void;
  /** What is seen now, at most so wide. */
  picture(most: number): HTMLCanvasElement;
  /** What was set to a snapshot's points: their numbers and classes. */
  points(count: number): { header: string[]; lines: (string | number)[][] };
}

/** Wider pictures make large files and slow work. */
const GIF_WIDTH = 800;
const PNG_WIDTH = 1920;
const MOST_PICTURES = 240;

/** Training from its first epoch to its last: the validation latents move, and a cursor on the curves with them. */
export class Film {
  readonly element: HTMLElement;
  private readonly play = el('button.primary', { 'aria-label': 'Play', title: 'Play or pause (space)' }, '▶');
  private readonly range: HTMLInputElement;
  private readonly text = el('output');
  private readonly chart = el('div.chart');
  private readonly frames = new Map<number, Promise<Float32Array>>();
  private plot: uPlot | null = null;
  private playing = 0;
  private at = 0;
  private wanted = 0;

  constructor(
    private readonly space: Space,
    private readonly actions: FilmActions,
  ) {
    const epochs = space.run.snapshots;
    this.range = el('input', { type: 'range', min: 0, max: Math.max(0, epochs.length - 1), step: 0.01, 'aria-label': 'Epoch' });
    this.range.addEventListener('input', () => {
      this.pause();
      void this.seek(Number(this.range.value));
    });
    this.play.addEventListener('click', () => (this.playing ? this.pause() : this.start()));
    this.element = el(
      'section.panel.film',
      { 'aria-label': 'Training as a film', hidden: true },
      this.chart,
      el('div.transport', {}, this.play, this.range, this.text, ...this.recorders(), el('button.icon', { 'aria-label': 'Close the film', onclick: () => this.close() }, '×')),
    );
  }

  get possible(): boolean {
    return this.space.run.snapshots.length > 1;
  }

  /** Opens at an epoch. */
  async open(epoch: number): Promise<void> {
    const epochs = this.space.run.snapshots;
    this.element.hidden = false;
    if (!this.plot) await this.curves();
    await this.seek(Math.max(0, epochs.findLastIndex((e) => e <= epoch)));
  }

  close(): void {
    this.pause();
    this.element.hidden = true;
    this.actions.frame(null, null);
  }

  stop(): void {
    this.pause();
    this.plot?.destroy();
  }

  start(): void {
    const last = this.space.run.snapshots.length - 1;
    if (this.at >= last) this.at = 0;
    let before = performance.now();
    const step = (now: number) => {
      // A frame's own time may lie before the one at which it was asked for.
      const next = Math.min(last, this.at + Math.max(0, now - before) / MILLIS_AN_EPOCH);
      before = now;
      void this.seek(next);
      if (next >= last) this.pause();
      else if (this.playing) this.playing = requestAnimationFrame(step);
    };
    this.playing = requestAnimationFrame(step);
    this.play.textContent = '❚❚';
    this.play.setAttribute('aria-label', 'Pause');
  }

  private recorders(): HTMLElement[] {
    const recorder = (text: string, title: string, work: (button: HTMLButtonElement) => Promise<void>) => {
      const button = el('button.save', { title, 'data-save': text.toLowerCase() }, text);
      button.addEventListener('click', () => {
        if (this.recording) this.recording = false;
        else void work(button).catch((e: unknown) => notify(e instanceof Error ? e.message : String(e)));
      });
      return button;
    };
    return [
      recorder('GIF', 'Save the film as a GIF', (button) => this.record(button, 'GIF')),
      recorder('PNG', 'Save the film as PNG frames in a zip', (button) => this.record(button, 'PNG')),
      recorder('CSV', 'Save the points of every snapshot as CSV', () => this.table()),
    ];
  }

  private recording = false;

  /** Plays the film once, picture by picture; the button counts, and stops it. */
  private async record(button: HTMLButtonElement, kind: 'GIF' | 'PNG'): Promise<void> {
    this.pause();
    const last = this.space.run.snapshots.length - 1;
    const before = this.at;
    const count = Math.min(MOST_PICTURES, Math.ceil((last * MILLIS_AN_EPOCH) / FRAME_MILLIS) + 1);
    this.recording = true;
    const footage = {
      count,
      picture: async (share: number) => {
        await this.seek(share * last);
        return this.captioned(this.actions.picture(kind === 'GIF' ? GIF_WIDTH : PNG_WIDTH));
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

  private captioned(canvas: HTMLCanvasElement): HTMLCanvasElement {
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.font = '16px system-ui, sans-serif';
    context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--ink');
    context.fillText(this.text.textContent ?? '', 16, canvas.height - 16);
    return canvas;
  }

  /** The points of every snapshot, a line each. */
  private async table(): Promise<void> {
    const k = this.space.shape.dimension;
    const all: number[] = [];
    const lines: (string | number)[][] = [];
    let header: string[] = [];
    for (const epoch of this.space.run.snapshots) {
      const latents = await this.frame(epoch);
      const points = this.actions.points(latents.length / k);
      header = ['epoch', ...points.header];
      for (const line of points.lines) lines.push([epoch, ...line]);
      for (const z of latents) all.push(z);
    }
    save(`${this.space.run.name}-film.csv`, latentsCsv(header, lines, all, k));
  }

  private pause(): void {
    cancelAnimationFrame(this.playing);
    this.playing = 0;
    this.play.textContent = '▶';
    this.play.setAttribute('aria-label', 'Play');
  }

  /** Shows a place between the first snapshot, 0, and the last. */
  private async seek(at: number): Promise<void> {
    const epochs = this.space.run.snapshots;
    this.at = at;
    const mine = ++this.wanted;
    const low = Math.min(epochs.length - 1, Math.floor(at));
    const high = Math.min(epochs.length - 1, low + 1);
    const [from, to] = await Promise.all([this.frame(epochs[low] as number), this.frame(epochs[high] as number)]);
    if (mine !== this.wanted || this.element.hidden) return;
    const t = at - low;
    const between = t === 0 ? from : from.map((z, i) => z + t * ((to[i] as number) - z));
    const epoch = (epochs[low] as number) + t * ((epochs[high] as number) - (epochs[low] as number));
    this.range.value = String(at);
    this.text.textContent = `epoch ${Math.round(epoch)} of ${epochs.at(-1)}`;
    this.cursor(epoch);
    this.actions.frame(Math.round(epoch), between);
  }

  private frame(epoch: number): Promise<Float32Array> {
    let frame = this.frames.get(epoch);
    if (!frame) {
      frame = this.space.source.snapshot(epoch);
      this.frames.set(epoch, frame);
    }
    return frame;
  }

  private async curves(): Promise<void> {
    const metrics = await this.space.source.metrics();
    const epoch = metrics['epoch'] as number[];
    const column = (name: string) => metrics[name] ?? epoch.map(() => null);
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--quiet');
    const axis = { stroke: ink, grid: { stroke: style.getPropertyValue('--line') }, ticks: { show: false }, font: '11px system-ui' };
    const line = (label: string, stroke: string, scale = 'y') => ({ label, stroke, width: 1.5, scale, points: { show: epoch.length < 2 } });
    const divergent = column('validation_divergence').some((v) => v !== null);
    this.plot = new uPlot(
      {
        width: this.chart.clientWidth || 480,
        height: 120,
        legend: { show: true, live: false },
        cursor: { drag: { x: false, y: false } },
        scales: { x: { time: false } },
        axes: [axis, { ...axis, size: 54 }, ...(divergent ? [{ ...axis, side: 1 as const, scale: 'nats', grid: { show: false } }] : [])],
        series: [
          {},
          line('reconstruction, training', '#a96b59'),
          line('reconstruction, validation', '#3f90da'),
          ...(divergent ? [line('divergence, validation', '#e76300', 'nats')] : []),
        ],
      },
      [epoch, column('train_reconstruction'), column('validation_reconstruction'), ...(divergent ? [column('validation_divergence')] : [])] as uPlot.AlignedData,
      this.chart,
    );
    new ResizeObserver(() => this.plot?.setSize({ width: this.chart.clientWidth, height: 120 })).observe(this.chart);
  }

  private cursor(epoch: number): void {
    this.plot?.setCursor({ left: this.plot.valToPos(epoch, 'x'), top: 0 });
  }
}
