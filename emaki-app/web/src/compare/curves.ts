import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Metrics } from '../api';
import { complaint, el, number } from '../dom';
import { captioned } from '../figure';
import { onTheme } from '../header';
import { paper, pngOf, saves } from '../pictures';
import { served } from '../source';
import { table } from '../space/export';
import { markOf, sample, withNames } from './marks';

const CURVES: [string, string][] = [
  ['validation_reconstruction', 'reconstruction error, validation'],
  ['validation_divergence', 'divergence, validation'],
  ['validation_accuracy', 'accuracy, validation'],
];

const HEIGHT = 260;

/** Curves overlaid, with one list of the runs for all of them: pointing at a run, there or in a curve, makes the others step back. */
export class Curves {
  readonly element = el('div.overlaid');
  private readonly plots: uPlot[] = [];
  private readonly entries: HTMLElement[];

  constructor(
    private readonly names: string[],
    private readonly signal: AbortSignal,
  ) {
    this.entries = names.map((name, i) => this.entry(name, i));
    onTheme(() => this.plots.forEach((plot) => plot.redraw()), signal);
    signal.addEventListener('abort', () => this.plots.forEach((plot) => plot.destroy()));
  }

  async show(): Promise<void> {
    const missing: string[] = [];
    const load = (name: string) =>
      served(name)
        .metrics()
        .catch((e: unknown): Metrics => {
          missing.push(complaint(e));
          return {};
        });
    const metrics = await Promise.all(this.names.map(load));
    if (this.signal.aborted) return;
    const charts = el('div.charts');
    this.element.append(charts, el('div.runnames', { role: 'group', 'aria-label': 'Runs whose curves are shown' }, ...this.entries), ...missing.map((why) => el('p.hint', {}, why)));
    const longest = Math.max(1, ...metrics.map((m) => m['epoch']?.length ?? 0));
    const epochs = Array.from({ length: longest }, (_, i) => i + 1);
    for (const [column, title] of CURVES) {
      const columns = metrics.map((m) => epochs.map((_, i) => m[column]?.[i] ?? null));
      if (columns.some((values) => values.some((v) => v !== null))) this.chart(charts, column, title, epochs, columns);
    }
    if (!this.plots.length) charts.append(el('p.hint', {}, 'None of these runs has a curve yet.'));
  }

  private entry(name: string, i: number): HTMLElement {
    const shown = el('button.runname', { 'aria-pressed': 'true', title: 'Show or hide its curves' }, sample(i), el('span', {}, name));
    const focus = (on: boolean) => () => this.focus(on ? i : null);
    shown.addEventListener('pointerenter', focus(true));
    shown.addEventListener('pointerleave', focus(false));
    shown.addEventListener('focus', focus(true));
    shown.addEventListener('blur', focus(false));
    shown.addEventListener('click', () => {
      const show = shown.getAttribute('aria-pressed') !== 'true';
      shown.setAttribute('aria-pressed', String(show));
      this.plots.forEach((plot) => plot.setSeries(i + 1, { show }));
    });
    return shown;
  }

  private focus(run: number | null): void {
    this.plots.forEach((plot) => plot.setSeries(run === null ? null : run + 1, { focus: true }, false));
  }

  private chart(place: HTMLElement, column: string, title: string, epochs: number[], columns: (number | null)[][]): void {
    const csv = () => table(['epoch', ...this.names], epochs.map((epoch, i) => [epoch, ...columns.map((values) => values[i] ?? '')]));
    const ink = () => getComputedStyle(document.documentElement).getPropertyValue('--ink');
    const png = () => pngOf(captioned(withNames(plot.ctx.canvas, this.names, paper(), ink()), { title }, devicePixelRatio));
    const told = el('output.told');
    const frame = el('figure.chart', {}, el('figcaption', {}, title, saves(column, { png, csv }), told));
    place.append(frame);
    const style = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
    const axis = { stroke: style('--quiet'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    const tell = (u: uPlot) => {
      const series = u.series.findIndex((_, i) => i > 0 && i === focused);
      const at = u.cursor.idx;
      const value = typeof at === 'number' ? columns[series - 1]?.[at] : null;
      told.textContent = typeof at === 'number' && typeof value === 'number' ? `${this.names[series - 1]}, epoch ${epochs[at]}: ${number(value)}` : '';
    };
    let focused: number | null = null;
    const plot: uPlot = new uPlot(
      {
        width: frame.clientWidth || 400,
        height: HEIGHT,
        scales: { x: { time: false } },
        axes: [{ ...axis, size: 30, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, { ...axis, size: 62, values: (_, splits) => splits.map(number) }],
        legend: { show: false },
        focus: { alpha: 0.15 },
        cursor: { focus: { prox: 24 }, drag: { x: true, y: false } },
        series: [{}, ...this.names.map((label, i) => ({ label, stroke: markOf(i).colour, dash: markOf(i).dash, width: 1.8, points: { show: epochs.length < 2 } }))],
        hooks: {
          setSeries: [
            (u, series) => {
              focused = series;
              this.entries.forEach((entry, i) => entry.classList.toggle('focused', i + 1 === series));
              tell(u);
            },
          ],
          setCursor: [tell],
        },
      },
      [epochs, ...columns] as uPlot.AlignedData,
      frame,
    );
    this.plots.push(plot);
    const observer = new ResizeObserver(() => plot.setSize({ width: frame.clientWidth, height: HEIGHT }));
    observer.observe(frame);
    this.signal.addEventListener('abort', () => observer.disconnect());
  }
}
