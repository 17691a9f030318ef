import { svg } from '../dom';
import { present } from '../present';
import { categorical, css } from '../space/palette';

/** How a run's line is told from the others: ten colours that people who see few can tell apart, then the same dashed otherwise. */
export interface Mark {
  colour: string;
  /** Lengths of strokes and gaps in turn; empty: no gaps. */
  dash: number[];
}

const COLOURS = 10;
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export function markOf(run: number): Mark {
  return {
    colour: css(categorical(run % COLOURS)),
    dash: present(DASHES[Math.floor(run / COLOURS) % DASHES.length]),
  };
}

/** A piece of a run's line. */
export function sample(run: number): SVGElement {
  const { colour, dash } = markOf(run);
  const line = svg('line', { x1: 1, x2: 27, y1: 5, y2: 5, stroke: colour, 'stroke-width': 2.5, 'stroke-dasharray': dash.join(' ') || 'none' });
  return svg('svg', { class: 'linemark', viewBox: '0 0 28 10', width: 28, height: 10, 'aria-hidden': 'true' }, line);
}

const LINE = 22;
const GAP = 16;

/** A chart with its runs' names and marks below it. */
export function withNames(chart: HTMLCanvasElement, names: string[], paper: string, ink: string): HTMLCanvasElement {
  const scale = devicePixelRatio;
  const whole = document.createElement('canvas');
  const context = present(whole.getContext('2d'));
  const font = '12px system-ui, sans-serif';
  context.font = font;
  const width = chart.width / scale;
  const each = 40 + GAP + Math.max(...names.map((name) => context.measureText(name).width));
  const columns = Math.max(1, Math.floor(width / each));
  whole.width = Math.max(chart.width, each * scale);
  whole.height = chart.height + (Math.ceil(names.length / columns) * LINE + GAP) * scale;
  context.fillStyle = paper;
  context.fillRect(0, 0, whole.width, whole.height);
  context.drawImage(chart, 0, 0);
  context.scale(scale, scale);
  context.font = font;
  context.lineWidth = 2;
  names.forEach((name, i) => {
    const x = GAP + (i % columns) * each;
    const y = chart.height / scale + Math.floor(i / columns) * LINE + LINE / 2;
    const { colour, dash } = markOf(i);
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 28, y);
    context.stroke();
    context.fillStyle = ink;
    context.fillText(name, x + 34, y + 4);
  });
  return whole;
}
