import { present } from '../present';

/** Epochs by whose median length those to come are judged: the first may have waited for the machine to warm up. */
const RECENT = 9;

/** How long a training goes on at most, by what its last epochs took; empty until one is over, or when none is left. */
export function togo(seconds: (number | null)[], most: number): string {
  const took = seconds.filter((each) => each !== null).slice(-RECENT).sort((a, b) => a - b);
  const left = most - seconds.length;
  if (!took.length || left <= 0) return '';
  return `${words(left * present(took[Math.floor(took.length / 2)]))} to go at most`;
}

function words(seconds: number): string {
  if (seconds < 10) return 'some seconds';
  if (seconds < 90) return `about ${10 * Math.round(seconds / 10)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${(minutes / 60).toFixed(1)} h`;
}
