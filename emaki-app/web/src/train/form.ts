import { ApiError, postJson } from '../api';
import { complaint, copyable, el, settled } from '../dom';
import { dataChooser, NAMING, type DataChoice } from './data';

export interface TrainOption {
  name: string;
  description: string;
  value: string;
  choices: string[];
  /** Whether it takes nothing else. */
  closed: boolean;
}

/** What a form is made of. */
export interface Offered {
  options: TrainOption[];
  data: DataChoice[];
}

/** What is said of options that are other things to a page than to a command. */
const HINTS: Record<string, string> = {
  out: 'Name of the run, in the folder of runs.',
  data: 'A known data set, a folder of images (a sub-folder a class, or flat and unlabelled), or a file of arrays (npz, npy, IDX).',
};

export interface Planned {
  run: string;
  command: string;
}

/** The options of `train` as a form, checked as they are typed by the command's own checks. */
export class TrainForm {
  readonly element: HTMLElement;
  private readonly fields = new Map<string, { input: HTMLInputElement | HTMLSelectElement; frame: HTMLElement; fault: HTMLElement }>();
  private readonly fault = el('p.fault', { role: 'alert', hidden: true });
  private readonly command = el('div.planned');
  private readonly more: HTMLDetailsElement;
  private readonly start = el('button.primary', { type: 'submit', disabled: true }, 'Train');
  private readonly choices: DataChoice[];
  private asked = 0;
  private readonly check = settled(200, () => void this.checked());

  /** @param main options that are asked of everyone; the rest is folded away */
  constructor(
    { options, data }: Offered,
    main: string[],
    values: Record<string, string>,
    private readonly changed: (values: Record<string, string>) => void,
    private readonly started: (run: string) => void,
  ) {
    const field = (option: TrainOption) => this.field(option, values[option.name] ?? '');
    this.choices = data;
    const first = main.flatMap((name) => options.find((option) => option.name === name) ?? []);
    const others = options.filter((option) => !first.includes(option));
    this.more = el('details.fold', { open: others.some(({ name }) => values[name] && !NAMING.includes(name)) }, el('summary', {}, 'More options'), el('div.fields', {}, ...others.map(field)));
    const submit = (event: Event) => {
      event.preventDefault();
      void this.send();
    };
    this.element = el('form.trainform', { novalidate: true, onsubmit: submit }, el('div.fields', {}, ...first.map(field)), this.more, el('div.actions', {}, this.start), this.fault, this.command);
  }

  /** What was typed, by option. */
  get values(): Record<string, string> {
    const typed = [...this.fields].map(([name, { input }]) => [name, input.value.trim()] as const);
    return Object.fromEntries(typed.filter(([, value]) => value !== ''));
  }

  /** Fills fields in; empty: as it is unless it is given. */
  set(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) {
      const field = this.fields.get(name);
      if (field) field.input.value = value;
    }
    this.fields.get('data')?.input.dispatchEvent(new Event('set'));
    this.check();
  }

  private field(option: TrainOption, typed: string): HTMLElement {
    const { name } = option;
    const id = `option-${name}`;
    const input = option.closed ? this.choice(option, id) : this.text(option, id);
    input.value = typed;
    const changed = () => {
      this.changed(this.values);
      this.check();
    };
    input.addEventListener('input', changed);
    const choose = (chosen: Record<string, string>) => {
      this.set(chosen);
      changed();
    };
    const chooser = name === 'data' && this.choices.length > 0 && dataChooser(this.choices, () => this.values, input, choose);
    const fault = el('p.fault', { id: `${id}-fault`, role: 'alert', hidden: true });
    const text = HINTS[name] ?? option.description;
    const hint = el('div.described', {}, el('p.hint', { title: text, 'aria-hidden': 'true' }, text), el('p.hint.whole', { id: `${id}-hint` }, text));
    const frame = el(chooser ? 'div.field.wide' : 'div.field', {}, el('label', { for: id }, name === 'out' ? 'run' : name.replaceAll('-', ' ')), chooser, input, this.listOf(option, id), fault, hint);
    this.fields.set(name, { input, frame, fault });
    return frame;
  }

  private text({ name, value, choices }: TrainOption, id: string): HTMLInputElement {
    return el('input', {
      id,
      name,
      placeholder: value || (name === 'out' ? 'chosen by itself' : name === 'data' ? 'kana' : ''),
      autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': `${id}-hint ${id}-fault`,
      list: choices.length ? `${id}-choices` : null,
    });
  }

  private choice({ name, value, choices }: TrainOption, id: string): HTMLSelectElement {
    const usual = el('option', { value: '' }, value ? `${value} (usual)` : 'usual');
    return el('select', { id, name, 'aria-describedby': `${id}-hint ${id}-fault` }, usual, ...choices.map((choice) => el('option', { value: choice }, choice)));
  }

  private listOf({ choices, closed }: TrainOption, id: string): HTMLElement | null {
    return choices.length && !closed ? el('datalist', { id: `${id}-choices` }, ...choices.map((choice) => el('option', { value: choice.replace(/FILE$/, '') }))) : null;
  }

  private body(): string {
    return JSON.stringify(this.values);
  }

  private async checked(): Promise<void> {
    const mine = ++this.asked;
    try {
      const answer = await postJson<Planned | { error: string; field: string | null }>('/api/train/check', this.body());
      if (mine !== this.asked) return;
      if ('error' in answer) this.tell(new ApiError(422, answer.error, answer.field), null);
      else this.tell(null, answer);
    } catch (e) {
      if (mine === this.asked) this.tell(e, null);
    }
  }

  private async send(): Promise<void> {
    this.asked++;
    this.start.disabled = true;
    try {
      const { run } = await postJson<Planned>('/api/train', this.body());
      this.started(run);
      this.check();
    } catch (e) {
      this.tell(e, null);
    }
  }

  /** Shows what is wrong beside its field, or the command that the form amounts to. */
  private tell(fault: unknown, planned: Planned | null): void {
    const sentence = fault === null ? '' : complaint(fault);
    const at = fault instanceof ApiError ? fault.field : null;
    for (const [name, field] of this.fields) {
      const wrong = name === at;
      field.frame.classList.toggle('wrong', wrong);
      field.input.setAttribute('aria-invalid', String(wrong));
      field.fault.hidden = !wrong;
      field.fault.textContent = wrong ? sentence : '';
      if (wrong && this.more.contains(field.frame)) this.more.open = true;
    }
    const elsewhere = !at || !this.fields.has(at);
    this.fault.hidden = !sentence || !elsewhere;
    this.fault.textContent = elsewhere ? sentence : '';
    this.start.disabled = !planned;
    this.command.replaceChildren(...(planned ? [copyable(planned.command, 'the command line of this training')] : []));
    const out = this.fields.get('out')?.input;
    if (planned && out instanceof HTMLInputElement) out.placeholder = planned.run;
  }
}
