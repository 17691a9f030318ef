import type uPlot from 'uplot';
import type { Metrics } from '../api';
import { el } from '../dom';
import { LINES, linePlot, plotData } from '../plot';

const HEIGHT = 190;

/** Each of training and of validation images. */
const CHARTS = [
  { title: 'Reconstruction error', of: 'reconstruction' },
  { title: 'Divergence from the prior', of: 'divergence' },
  { title: 'Accuracy', of: 'accuracy' },
];

/** The curves of a run, which grow as it trains. */
export class Curves {
  readonly element = el('div.curves');
  private readonly plots = new Map<string, uPlot>();

  constructor(private readonly signal: AbortSignal) {}

  show(metrics: Metrics): void {
    const epochs = (metrics['epoch'] ?? []) as number[];
    for (const { title, of } of CHARTS) {
      const line = (label: 'training' | 'validation', column: string) => ({ label, colour: LINES[label], values: metrics[column] ?? epochs.map(() => null) });
      const lines = [line('training', `train_${of}`), line('validation', `validation_${of}`)];
      if (!lines.some(({ values }) => values.some((value) => value !== null))) continue;
      const known = this.plots.get(of);
      if (known) known.setData(plotData(epochs, lines));
      else {
        const frame = el('figure.chart', {}, el('figcaption', {}, title));
        this.element.append(frame);
        this.plots.set(of, linePlot(frame, HEIGHT, epochs, lines, { cursor: { show: false } }, this.signal));
      }
    }
  }
}
