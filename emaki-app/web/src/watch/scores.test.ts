import { describe, expect, it } from 'vitest';
import { rates } from './scores';

describe('a confusion matrix', () => {
  it('gives precision by column and recall by row', () => {
    const { precision, recall } = rates([
      [8, 2, 0],
      [1, 9, 0],
      [0, 0, 0],
    ]);
    expect(precision).toEqual([8 / 9, 9 / 11, null]);
    expect(recall).toEqual([0.8, 0.9, null]);
  });
});
