import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Metrics } from '../api';
import { el, number } from '../dom';
import { onTheme } from '../header';

const HEIGHT = 190;

interface Chart {
  title: string;
  lines: { column: string; label: string; colour: string }[];
}

const CHARTS: Chart[] = [
  {
    title: 'Reconstruction error',
    lines: [
      { column: 'train_reconstruction', label: 'training', colour: '#a96b59' },
      { column: 'validation_reconstruction', label: 'validation', colour: '#3f90da' },
    ],
  },
  {
    title: 'Divergence from the prior',
    lines: [
      { column: 'train_divergence', label: 'training', colour: '#a96b59' },
      { column: 'validation_divergence', label: 'validation', colour: '#3f90da' },
    ],
  },
  {
    title: 'Accuracy',
    lines: [
      { column: 'train_accuracy', label: 'training', colour: '#a96b59' },
      { column: 'validation_accuracy', label: 'validation', colour: '#3f90da' },
    ],
  },
];

/** The curves of a run, which grow as it trains. */
export class Curves {
  readonly element = el('div.curves');
  private readonly plots = new Map<Chart, uPlot>();

  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.plots.forEach((plot) => plot.destroy()));
    onTheme(() => this.plots.forEach((plot) => plot.redraw()), signal);
  }

  show(metrics: Metrics): void {
    const epochs = metrics['epoch'] ?? [];
    for (const chart of CHARTS) {
      const columns = chart.lines.map(({ column }) => metrics[column] ?? epochs.map(() => null));
      if (!columns.some((column) => column.some((value) => value !== null))) continue;
      const data = [epochs, ...columns] as uPlot.AlignedData;
      const plot = this.plots.get(chart);
      if (plot) plot.setData(data);
      else this.plots.set(chart, this.plot(chart, data));
    }
  }

  private plot(chart: Chart, data: uPlot.AlignedData): uPlot {
    const frame = el('figure.chart', {}, el('figcaption', {}, chart.title));
    this.element.append(frame);
    const style = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
    const axis = { stroke: style('--quiet'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const plot = new uPlot(
      {
        width: frame.clientWidth || 420,
        height: HEIGHT,
        scales: { x: { time: false } },
        axes: [{ ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] }, { ...axis, size: 62, values: (_, splits) => splits.map(number) }],
        legend: { live: false },
        cursor: { show: false },
        series: [{ label: 'epoch' }, ...chart.lines.map(({ label, colour }) => ({ label, stroke: colour, width: 1.8, points: { show: (data[0]?.length ?? 0) < 3 } }))],
      },
      data,
      frame,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: frame.clientWidth, height: HEIGHT }));
    observer.observe(frame);
    this.signal.addEventListener('abort', () => observer.disconnect());
    return plot;
  }
}
