import { expect, it } from 'vitest';
import { says, type DataChoice } from './data';
import { applied, fits, PRESETS } from './presets';

it('takes one preset back for another, and leaves all else', () => {
  let values: Record<string, string> = { data: 'kana', epochs: '5' };
  for (const preset of PRESETS) {
    values = applied(preset, values);
    expect(PRESETS.filter((other) => fits(other, values))).toEqual([preset]);
    expect(values).toMatchObject({ data: 'kana', epochs: '5', ...preset.values });
  }
});

it('knows the images that a form names', () => {
  const choice: DataChoice = { kind: 'used', name: 'faces', description: '', options: { data: '/faces', resize: '64x64' } };
  expect(says(choice, { data: '/faces', resize: '64x64', epochs: '3' })).toBe(true);
  expect(says(choice, { data: '/faces' })).toBe(false);
});
