import { getJson, runPath, type Classification } from '../api';
import { el, number } from '../dom';
import { captioned } from '../figure';
import { drawTable, pngOf, saves } from '../pictures';
import { present } from '../present';
import { table } from '../space/export';

const SPLITS: Record<string, string> = { test: 'test', validation: 'validation', train: 'training' };

/** Precision of each column and recall of each row; null where there is nothing to divide by. */
export function rates(matrix: number[][]): { precision: (number | null)[]; recall: (number | null)[] } {
  const share = (part: number, whole: number) => (whole ? part / whole : null);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    precision: matrix.map((row, i) => share(present(row[i]), sum(matrix.map((other) => present(other[i]))))),
    recall: matrix.map((row, i) => share(present(row[i]), sum(row))),
  };
}

export const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`);

/** What a classifier takes for what: its confusion matrix, split by split, with precision and recall. */
export async function scores(run: string): Promise<HTMLElement> {
  const scored = await getJson<Classification>(runPath(run, '/classification'));
  const { classes, confusion } = scored;
  const card = el('div.card.scores');
  if (!confusion) return card;
  const splits = Object.keys(SPLITS).filter((split) => confusion[split]);
  const choice = el('select', { 'aria-label': 'Images' }, ...splits.map((split) => el('option', { value: split }, `${SPLITS[split]} images`)));
  const words = el('p.hint');
  const place = el('div.wide');
  const matrix = () => present(confusion[choice.value]);
  const header = () => ['class', ...classes, 'recall'];
  const lines = () => confusionLines(classes, matrix());
  const paint = () => {
    place.replaceChildren(matrixTable(classes, matrix()));
    const [accuracy, calibration] = [scored.accuracy[choice.value] ?? null, scored.calibration_error[choice.value] ?? null];
    words.textContent = `${percent(accuracy)} right; calibration error ${percent(calibration)}. A row a class, a column a prediction; hover names a cell.`;
  };
  choice.addEventListener('change', paint);
  paint();
  const saving = saves(`${run}-confusion`, { png: () => pngOf(captioned(drawTable(header(), lines()), { title: `${run}: what is taken for what, ${choice.value}` })), csv: () => table(header(), lines()) });
  card.append(el('div.bar', {}, el('h2', {}, 'What is taken for what'), choice, saving), words, place);
  return card;
}

/** The same as a table that is saved. */
export function confusionLines(classes: string[], matrix: number[][]): string[][] {
  const { precision, recall } = rates(matrix);
  const rows = matrix.map((row, i) => [present(classes[i]), ...row.map(String), percent(recall[i] ?? null)]);
  return [...rows, ['precision', ...precision.map(percent), '']];
}

/** @param pick told of the cell that is clicked, by class and prediction; without it cells are no buttons */
export function matrixTable(classes: string[], matrix: number[][], pick?: (truth: number, predicted: number) => void): HTMLElement {
  const { precision, recall } = rates(matrix);
  const heading = (name: string) => el('th', { scope: 'col' }, name);
  return el(
    'table.confusion',
    {},
    el('thead', {}, el('tr', {}, el('td'), ...classes.map(heading), heading('recall'))),
    el(
      'tbody',
      {},
      ...matrix.map((row, i) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, present(classes[i])),
          ...row.map((count, j) => cell(count, row, i, j, classes, pick && (() => pick(i, j)))),
          el('td.rate', {}, percent(recall[i] as number | null)),
        ),
      ),
      el('tr', {}, el('th', { scope: 'row' }, 'precision'), ...precision.map((share) => el('td.rate', {}, percent(share))), el('td')),
    ),
  );
}

/** Shaded by its share of the row: right in green, wrong in red. */
function cell(count: number, row: number[], i: number, j: number, classes: string[], pick?: () => void): HTMLElement {
  const whole = row.reduce((a, b) => a + b, 0);
  const share = whole ? count / whole : 0;
  const title = i === j ? `${number(count)} of ${number(whole)} ${classes[i]} are recognised` : `${number(count)} of ${number(whole)} ${classes[i]} are taken for ${classes[j]}`;
  const content = pick && count ? el('button', { onclick: pick, 'aria-label': title }, String(count)) : String(count);
  const td = el('td', { title, class: i === j ? 'right' : count ? 'wrong' : 'zero' }, content);
  // The root brings out the few that are wrong.
  td.style.setProperty('--share', `${Math.round(100 * Math.sqrt(share))}%`);
  return td;
}
