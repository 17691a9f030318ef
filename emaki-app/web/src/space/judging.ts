import type { Classification } from '../api';
import { el } from '../dom';
import { captioned } from '../figure';
import { drawTable, pngOf, saves } from '../pictures';
import { present, within } from '../present';
import { confusionLines, matrixTable, percent } from '../watch/scores';
import { SPLITS, type Space } from './data';
import { table } from './export';

/** The rows of a split that are of one class and taken for another, or for itself. */
export function confused({ judged, split }: Pick<Space, 'judged' | 'split'>, of: number, truth: number, predicted: number): Int32Array {
  const rows: number[] = [];
  judged?.truth.forEach((label, row) => {
    if (label === truth && within(judged.predicted[row]) === predicted && within(split[row]) === of) rows.push(row);
  });
  return Int32Array.from(rows);
}

/** What the run's classifier takes for what; a click on a cell selects its images. */
export function judging(space: Space, scored: Classification, select: (rows: Int32Array) => void): HTMLElement {
  const { classes, confusion, accuracy, calibration_error: calibration } = scored;
  const place = el('div.wide');
  const choice = el('select', { 'aria-label': 'Images of the table' }, ...SPLITS.map((name) => el('option', { value: name }, `${name} images`)));
  choice.value = 'test';
  const matrix = () => present(confusion?.[choice.value]);
  const paint = () => place.replaceChildren(matrixTable(classes, matrix(), (truth, predicted) => select(confused(space, SPLITS.indexOf(choice.value), truth, predicted))));
  choice.addEventListener('change', paint);
  if (confusion) paint();
  const header = ['class', ...classes, 'recall'];
  const lines = () => confusionLines(classes, matrix());
  const line = (name: string, values: Record<string, number | null>) =>
    el('tr', {}, el('th', { scope: 'row' }, name), ...SPLITS.map((split) => el('td.number', {}, percent(values[split] ?? null))));
  return el(
    'div',
    {},
    el('table', {}, el('thead', {}, el('tr', {}, el('td'), ...SPLITS.map((split) => el('th', { scope: 'col' }, split)))), el('tbody', {}, line('accuracy', accuracy), line('calibration error', calibration))),
    confusion
      ? el(
          'div',
          {},
          el('div.row', {}, choice, saves(`${space.run.name}-confusion`, { png: () => pngOf(captioned(drawTable(header, lines()), { title: `${space.run.name}: what is taken for what, ${choice.value}` })), csv: () => table(header, lines()) })),
          el('p.hint', {}, 'A row a class, a column a prediction. A click selects the images of a cell.'),
          place,
        )
      : null,
  );
}
