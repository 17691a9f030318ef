import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pace } from './pace';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** The share after frames of a movement that each take so long for what they draw. */
function after(frames: number, count: number, millis: (share: number) => number, pace = new Pace(() => {})): number {
  pace.moved();
  for (let i = 0; i < frames; i++) {
    const share = pace.shareOf(count);
    pace.took(millis(share), share);
  }
  return pace.shareOf(count);
}

it('draws all points where frames are fast, however many there are', () => {
  expect(after(10, 5_000_000, () => 16)).toBe(1);
});

it('draws as many as there is time for', () => {
  const share = after(10, 1_000_000, (drawn) => 15 + 235 * drawn);
  expect(15 + 235 * share).toBeGreaterThan(40);
  expect(15 + 235 * share).toBeLessThan(80);
});

it('keeps all where a single frame had to wait', () => {
  const waits = [30, 400, 30];
  expect(after(2, 500_000, () => waits.shift() ?? 30)).toBe(1);
});

it('never thins what is few', () => {
  expect(after(10, 40_000, () => 900)).toBe(1);
  expect(after(10, 100_000, () => 900)).toBe(0.5);
});

it('draws more again once frames come faster', () => {
  const pace = new Pace(() => {});
  expect(after(4, 1_000_000, () => 300, pace)).toBe(0.05);
  expect(after(4, 1_000_000, () => 2, pace)).toBe(1);
});

it('draws all once they rest', () => {
  const rested = vi.fn();
  const pace = new Pace(rested);
  after(4, 1_000_000, () => 300, pace);
  vi.advanceTimersByTime(200);
  pace.moved();
  vi.advanceTimersByTime(200);
  expect(rested).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(rested).toHaveBeenCalledOnce();
  expect(pace.shareOf(1_000_000)).toBe(1);
});
