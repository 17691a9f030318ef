import { expect, it } from 'vitest';
import { present } from '../present';
import { markOf } from './marks';
import { Together, type Turning } from './together';

function group(count: number, millis: number) {
  const frames: (() => void)[] = [];
  const together = new Together<Turning>((work) => frames.push(work));
  const spaces = Array.from({ length: count }, () => ({ pose: [0, 0, 1, 3], frames: [millis] }));
  spaces.forEach((space) => together.join(space));
  const at = (pose: number[]) => spaces.filter((space) => String(space.pose) === String(pose)).length;
  return { together, spaces, space: (i: number) => present(spaces[i]), at, frame: () => frames.splice(0).forEach((work) => work()) };
}

it('lets all follow in one frame where they are quickly drawn', () => {
  const { together, space, at, frame } = group(28, 0.3);
  together.lead(space(3));
  space(3).pose = [1, 0, 0, 3];
  together.drawn(space(3));
  frame();
  expect(at([1, 0, 0, 3])).toBe(28);
});

it('lets some follow in each frame where they are not, those first that have waited longest', () => {
  const { together, space, spaces, at, frame } = group(7, 12);
  const leader = space(0);
  together.lead(leader);
  leader.pose = [1, 0, 0, 3];
  together.drawn(leader);
  frame();
  expect(at([1, 0, 0, 3])).toBe(3);
  leader.pose = [0, 1, 0, 3];
  together.drawn(leader);
  frame();
  frame();
  // All six others have followed once before any follows twice.
  expect(spaces.filter((space) => space.pose[2] === 1)).toHaveLength(0);
  frame();
  expect(at([0, 1, 0, 3])).toBe(7);
});

it('does not take a follower for a leader, and brings newcomers along', () => {
  const { together, space, at, frame } = group(3, 1);
  together.lead(space(0));
  space(0).pose = [1, 0, 0, 3];
  together.drawn(space(0));
  space(1).pose = [0, 1, 0, 3];
  together.drawn(space(1));
  frame();
  expect(at([1, 0, 0, 3])).toBe(3);
  const late = { pose: [0, 0, 1, 3], frames: [] };
  together.join(late);
  expect(late.pose).toEqual([1, 0, 0, 3]);
  together.leave(space(0));
  together.drawn(space(0));
  frame();
});

it('tells forty runs apart by colour and dashes', () => {
  const marks = new Set(Array.from({ length: 40 }, (_, i) => JSON.stringify(markOf(i))));
  expect(marks.size).toBe(40);
  expect(markOf(3).dash).toEqual([]);
});
