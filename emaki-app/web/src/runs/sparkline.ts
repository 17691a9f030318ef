import { svg } from '../dom';

const WIDTH = 72;
const HEIGHT = 20;

/** A curve as small as a word. */
export function sparkline(curve: (number | null)[]): SVGElement {
  const image = svg('svg', { class: 'sparkline', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' });
  const known = curve.filter((v): v is number => v !== null);
  if (known.length > 1) image.append(svg('path', { d: path(curve, known) }));
  return image;
}

function path(curve: (number | null)[], known: number[]): string {
  const low = Math.min(...known);
  const reach = Math.max(...known) - low || 1;
  return curve
    .map((value, i) => (value === null ? '' : `${((i / (curve.length - 1)) * (WIDTH - 2) + 1).toFixed(1)},${(HEIGHT - 2 - ((value - low) / reach) * (HEIGHT - 4)).toFixed(1)}`))
    .filter(Boolean)
    .map((point, i) => (i ? 'L' : 'M') + point)
    .join('');
}
