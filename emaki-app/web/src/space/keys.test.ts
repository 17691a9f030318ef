import { expect, it } from 'vitest';
import { steer } from './keys';

it('turns and zooms by the keys that are its own, and leaves the others alone', () => {
  const done: string[] = [];
  const scatter = {
    turn: (right: number, up: number) => done.push(`turn ${Math.sign(right)} ${Math.sign(up)}`),
    zoom: (factor: number) => done.push(factor < 1 ? 'nearer' : 'farther'),
    frame: () => done.push('frame'),
  };
  let prevented = 0;
  const press = (key: string, more = {}) => steer(scatter, { key, preventDefault: () => prevented++, ...more } as unknown as KeyboardEvent);
  expect(['ArrowLeft', 'ArrowUp', '+', '=', '-', '0'].map((key) => press(key))).toEqual(Array(6).fill(true));
  expect(done).toEqual(['turn -1 0', 'turn 0 1', 'nearer', 'nearer', 'farther', 'frame']);
  expect([press('a'), press('-', { ctrlKey: true }), press('0', { metaKey: true })]).toEqual([false, false, false]);
  expect(prevented).toBe(6);
});
