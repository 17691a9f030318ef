import { afterEach, describe, expect, it, vi } from 'vitest';
import { renamed, renumbered } from './annotations';
import type { Space } from './data';
import { Labels } from './labels';

describe('names of images', () => {
  it('are numbered by letters, and what is hidden stays so', () => {
    const before = renamed(null, 4, [{ name: 'ki', rows: [0, 2] }, { name: 'su', rows: [2] }]);
    expect(before).toEqual({ names: ['ki', 'su'], codes: Int32Array.of(0, -1, 1, -1) });
    const now = renamed(before, 4, [{ name: 'a', rows: [3] }, { name: '', rows: [0] }]);
    expect(now).toEqual({ names: ['a', 'su'], codes: Int32Array.of(-1, -1, 1, 0) });
    expect(renumbered(new Set([-1, 0, 1]), before, now)).toEqual(new Set([-1, 1]));
    expect(renamed(now, 4, [{ name: '', rows: [0, 1, 2, 3] }])).toBeNull();
  });
});

describe('names that the server has', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Two images, of which another page has named the second. */
  function opened() {
    vi.stubGlobal('window', { addEventListener: () => {}, removeEventListener: () => {}, setTimeout: () => 0 });
    let away = true;
    const source = {
      label: () => (away ? Promise.reject(new Error('away')) : Promise.resolve({ before: [] })),
      run: () => Promise.resolve({ given: ['su'] }),
      points: () => Promise.resolve(Int32Array.of(-1, 0).buffer),
    };
    const space = { source, shape: { count: 2 }, given: null } as unknown as Space;
    const before: Space['given'][] = [];
    return { space, before, labels: new Labels(space, (given) => before.push(given), () => {}), back: () => (away = false) };
  }

  it('are taken after an outage', async () => {
    const { space, before, labels } = opened();
    await labels.refetch();
    expect(space.given).toEqual({ names: ['su'], codes: Int32Array.of(-1, 0) });
    expect(before).toEqual([null]);
  });

  it("do not take the place of this page's own that are not written yet", async () => {
    const { space, labels, back } = opened();
    void labels.write([{ name: 'ki', by_hand: true, rows: [0] }]);
    await labels.refetch();
    expect(space.given?.names).toEqual(['ki']);
    back();
    await labels.refetch();
    expect(space.given?.names).toEqual(['su']);
  });
});
