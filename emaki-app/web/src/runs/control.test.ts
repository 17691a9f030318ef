import { expect, it } from 'vitest';
import { controlOf, standingOf } from './control';

it.each([
  ['running', 'running', 'cancel'],
  // The folder says so a moment later than the process.
  ['interrupted', 'running', 'cancel'],
  [null, 'running', 'cancel'],
  ['running', 'stopping', 'stopping'],
  ['running', undefined, 'elsewhere'],
  ['running', 'interrupted', 'elsewhere'],
  ['interrupted', 'interrupted', 'resume'],
  ['interrupted', undefined, 'resume'],
  ['finished', 'finished', null],
  ['failed', 'failed', null],
  ['damaged', undefined, null],
])('a run that is %s, and started here %s, can be told to: %s', (status, standing, control) => {
  expect(controlOf(status, standing)).toBe(control);
});

it('a run that is resumed is starting until its folder says that it runs', () => {
  expect(standingOf('interrupted', 'resume')).toBe('interrupted');
  expect(standingOf('interrupted', 'cancel')).toBe('starting');
  expect(standingOf('running', 'cancel')).toBe('running');
});
