import { el } from '../dom';

/** Images that there are, by the options that name them. */
export interface DataChoice {
  kind: 'used' | 'beside' | 'known';
  name: string;
  description: string;
  options: Record<string, string>;
}

const KINDS: Record<DataChoice['kind'], string> = {
  used: 'Used by earlier runs',
  beside: 'Beside the runs',
  known: 'Known data sets',
};

/** Options that a choice of images sets, or sets back. */
export const NAMING = ['data', 'data-dir', 'resize'];

/** Whether a choice is what a form says. */
export function says({ options }: DataChoice, values: Record<string, string>): boolean {
  return NAMING.every((name) => (options[name] ?? '') === (values[name] ?? ''));
}

/** A list of the images that there are; what is typed may be others. */
export function dataChooser(choices: DataChoice[], values: () => Record<string, string>, typed: HTMLElement, choose: (options: Record<string, string>) => void): HTMLElement {
  const line = (choice: DataChoice) => el('option', { value: String(choices.indexOf(choice)) }, `${choice.name} – ${choice.description.replace(/\d{4,}/, (count) => Number(count).toLocaleString('en'))}`);
  const groups = Object.entries(KINDS).map(([kind, label]) => [label, choices.filter((choice) => choice.kind === kind)] as const);
  const other = el('option', { value: '' }, 'As typed below');
  const select = el('select', { 'aria-label': 'Images that there are' }, other, ...groups.filter(([, all]) => all.length).map(([label, all]) => el('optgroup', { label }, ...all.map(line))));
  const show = () => (select.value = String(choices.findIndex((choice) => says(choice, values()))).replace('-1', ''));
  select.addEventListener('change', () => {
    const choice = choices[Number(select.value)];
    if (select.value && choice) choose(Object.fromEntries(NAMING.map((name) => [name, choice.options[name] ?? ''])));
    else typed.focus();
  });
  for (const change of ['input', 'set']) typed.addEventListener(change, show);
  queueMicrotask(show);
  return select;
}
