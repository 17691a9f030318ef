import { describe, expect, it } from 'vitest';
import { Steps } from './steps';

describe('steps', () => {
  it('are taken back and done again in order, however long each takes, until another is made', async () => {
    const log: string[] = [];
    let can: [boolean, boolean] = [false, false];
    const steps = new Steps((undo, redo) => (can = [undo, redo]));
    const slow = (word: string) => async () => {
      await Promise.resolve();
      log.push(word);
    };
    steps.add({ undo: slow('-a'), redo: slow('+a') });
    steps.add({ undo: () => log.push('-b'), redo: () => log.push('+b') });
    void steps.undo();
    void steps.undo();
    void steps.undo();
    await steps.redo();
    expect(log).toEqual(['-b', '-a', '+a']);
    expect(can).toEqual([true, true]);
    steps.add({ undo: () => log.push('-c'), redo: () => log.push('+c') });
    await steps.redo();
    expect(can).toEqual([true, false]);
    await steps.undo();
    expect(log.at(-1)).toBe('-c');
  });
});
