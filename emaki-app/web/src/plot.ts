import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { number } from './dom';
import { onTheme } from './header';

export interface Line {
  label: string;
  colour: string;
  values: (number | null)[];
  /** On a scale of its own, at the right. */
  apart?: boolean;
}

/** Colours of what is told of training and of validation images, and of what stands apart from both. */
export const LINES = { training: '#a96b59', validation: '#3f90da', third: '#e76300' };

/** Curves over epochs, as wide as the element that they stand in, until the signal ends them. */
export function linePlot(frame: HTMLElement, height: number, epochs: number[], lines: Line[], options: Partial<uPlot.Options>, signal: AbortSignal): uPlot {
  const style = (name: string) => () => getComputedStyle(document.documentElement).getPropertyValue(name);
  const axis = { stroke: style('--quiet'), grid: { stroke: style('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  const apart = lines.some((line) => line.apart);
  const plot = new uPlot(
    {
      width: frame.clientWidth || 420,
      height,
      scales: { x: { time: false } },
      axes: [
        { ...axis, size: 28, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
        { ...axis, size: 62, values: (_, splits) => splits.map(number) },
        ...(apart ? [{ ...axis, side: 1 as const, scale: 'apart', grid: { show: false } }] : []),
      ],
      legend: { live: false },
      series: [
        { label: 'epoch' },
        ...lines.map((line) => ({ label: line.label, stroke: line.colour, width: 1.8, scale: line.apart ? 'apart' : 'y', points: { show: epochs.length < 3 } })),
      ],
      ...options,
    },
    plotData(epochs, lines),
    frame,
  );
  const observer = new ResizeObserver(() => plot.setSize({ width: frame.clientWidth, height }));
  observer.observe(frame);
  onTheme(() => plot.redraw(), signal);
  signal.addEventListener('abort', () => {
    observer.disconnect();
    plot.destroy();
  });
  return plot;
}

/** What a plot takes when its lines have grown. */
export function plotData(epochs: number[], lines: Pick<Line, 'values'>[]): uPlot.AlignedData {
  return [epochs, ...lines.map(({ values }) => values)] as uPlot.AlignedData;
}
