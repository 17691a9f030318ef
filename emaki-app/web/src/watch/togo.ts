import { present } from '../present';

/** Epochs by whose median length those to come are judged: the first may have waited for the machine to warm up. */
const RECENT = 9;

/** How long a training goes on at most, by what its last epochs took; empty until one is over, or when none is left. */
export function togo(epochs: (number | null)[], most: number): string {
  const took = epochs.filter((each) => each !== null).slice(-RECENT).sort((a, b) => a - b);
  const left = most - epochs.length;
  if (!took.length || left <= 0) return '';
  return `${seconds(left * present(took[Math.floor(took.length / 2)]))} to go at most`;
}

/** So many seconds, in words. */
export function seconds(count: number): string {
  if (count < 10) return 'some seconds';
  if (count < 90) return `about ${10 * Math.round(count / 10)} s`;
  const minutes = Math.round(count / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${(minutes / 60).toFixed(1)} h`;
}
