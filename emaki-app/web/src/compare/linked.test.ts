import { expect, it } from 'vitest';
import { Linked, type Member } from './linked';

function member(images: string) {
  const seen = { hovered: -1, pinned: -2, flags: '' };
  const space: Member = {
    images,
    hover: (row) => (seen.hovered = row),
    pin: (row) => (seen.pinned = row),
    flag: (flags) => (seen.flags = flags.join('')),
  };
  return { space, seen };
}

it('links spaces of the same images, those that come later too', () => {
  const linked = new Linked();
  const [a, b, other, late] = [member('kana'), member('kana'), member('kmnist'), member('kana')];
  [a, b, other].forEach(({ space }) => linked.join(space));
  linked.hover(a.space, 3);
  linked.pin(a.space, 2);
  linked.select(b.space, Int32Array.of(1, 3), 4);
  expect(b.seen).toEqual({ hovered: 3, pinned: 2, flags: '1212' });
  expect(a.seen).toEqual(b.seen);
  expect(other.seen).toEqual({ hovered: -1, pinned: -1, flags: '' });
  linked.leave(a.space);
  linked.hover(b.space, -1);
  expect(a.seen.hovered).toBe(3);
  linked.join(late.space);
  expect(late.seen).toEqual({ hovered: -1, pinned: 2, flags: '1212' });
});
