import { describe, expect, it } from 'vitest';
import { choiceOf, intoAddress, rememberedChoice, textOf, toggled } from './columns';

const NONE = choiceOf(null);

describe('the choice of columns', () => {
  it('is what departs from the columns on which the table opens', () => {
    const hidden = toggled(NONE, 'a', false);
    expect([...hidden.hidden]).toEqual(['a']);
    const both = toggled(hidden, 'c', true);
    expect([...both.shown]).toEqual(['c']);
    expect([...both.hidden]).toEqual(['a']);
    const back = toggled(toggled(both, 'a', true), 'c', false);
    expect([...back.shown]).toEqual(['a']);
    expect([...back.hidden]).toEqual(['c']);
  });

  it('is kept as text, and damaged text is no choice', () => {
    const choice = toggled(toggled(NONE, 'a', false), 'c', true);
    expect(choiceOf(textOf(choice))).toEqual(choice);
    for (const text of ['', '[', '3', 'null', '["a"]', '{"shown":1}']) expect(choiceOf(text)).toEqual(NONE);
  });

  it('stands in the address', () => {
    const params = new URLSearchParams();
    intoAddress(NONE, params);
    expect(params.size).toBe(0);
    const choice = toggled(toggled(NONE, 'spec.sigma', true), 'created', false);
    intoAddress(choice, params);
    expect(rememberedChoice(params)).toEqual(choice);
    expect(rememberedChoice(new URLSearchParams())).toEqual(NONE);
  });
});
