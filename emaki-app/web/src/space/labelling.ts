import { copyable, el, number, save } from '../dom';
import { renumbered, type Naming } from './annotations';
import { numberOf, type Space } from './data';
import { table } from './export';
import { Labels } from './labels';
import { keep, kept, turned, type NameStep } from './namesteps';
import type { SpaceState } from './state';
import { Steps, type Step } from './steps';

export interface LabellingActions {
  /** Images have other names now. */
  named(): void;
  /** What there is to say of names not written yet; empty: nothing. */
  told(sentence: string): void;
}

/** What people do to images by hand, and take back: selections and names. */
export class Labelling {
  readonly element: HTMLElement;
  readonly steps: Steps;
  private readonly labels: Labels;
  /** Steps that gave names which are written. */
  private readonly named = new Map<Step, NameStep>();
  private readonly count = el('p.hint', { role: 'status' });
  private readonly teach = el('details.fold', {}, el('summary', {}, 'Teach a classifier by them'));
  private readonly csv = el('button', { onclick: () => this.save(), title: 'row, file, name of every image that has one' }, 'Save labels');

  constructor(
    private readonly space: Space,
    private readonly state: Pick<SpaceState, 'labels'>,
    private readonly actions: LabellingActions,
  ) {
    const step = (text: string, title: string, work: () => unknown) => el('button', { title, disabled: true, onclick: () => void work() }, text);
    const undo = step('Undo', 'Take back the last selection or name (Ctrl Z)', () => this.steps.undo());
    const redo = step('Redo', 'Once more (Ctrl Shift Z)', () => this.steps.redo());
    const { done, undone } = space.source.label ? kept(this.key, space.shape.count) : { done: [], undone: [] };
    this.steps = new Steps(
      (can, again) => {
        undo.disabled = !can;
        redo.disabled = !again;
      },
      done.map((step) => this.again(step)),
      undone.map((step) => this.again(step)),
    );
    this.labels = new Labels(space, (before) => this.renamed(before), (sentence) => actions.told(sentence));
    if (space.run.teach) this.teach.append(el('p.hint', {}, 'In a terminal:'), copyable(space.run.teach, 'the command that teaches one by the labels'));
    this.element = el('div.labelling', {}, el('div.actions', {}, undo, redo, this.csv), this.count, this.teach);
    this.paint();
  }

  /** Gives images a name; empty: they have none. */
  name(rows: Int32Array, name: string): void {
    const after: Naming[] = [{ name, by_hand: true, rows: [...rows] }];
    const before = this.labels.write(after);
    const step = this.stepOf(before, after);
    this.steps.add(step);
    void before.then((namings) => {
      this.named.set(step, { before: namings, after });
      this.keep();
    });
  }

  private stepOf(before: Promise<Naming[]>, after: Naming[]): Step {
    return {
      undo: async () => this.turn(after, await before),
      redo: async () => this.turn(await before, after),
    };
  }

  /** A step of before the page was loaded. */
  private again(names: NameStep): Step {
    const step = this.stepOf(Promise.resolve(names.before), names.after);
    this.named.set(step, names);
    return step;
  }

  private turn(from: Naming[], to: Naming[]): void {
    const namings = turned(this.space.given, from, to);
    if (namings.length) void this.labels.write(namings);
    this.keep();
  }

  private keep(): void {
    const names = (steps: Step[]) => steps.flatMap((step) => this.named.get(step) ?? []);
    keep(this.key, { done: names(this.steps.done), undone: names(this.steps.undone) });
  }

  private get key(): string {
    const { name, record } = this.space.run;
    return `${name} ${record.created ?? ''}`;
  }

  written(): Promise<void> {
    return this.labels.written();
  }

  /** Takes the names as the run has them now. */
  refetch(): Promise<void> {
    return this.labels.refetch();
  }

  private renamed(before: Space['given']): void {
    this.state.labels = renumbered(this.state.labels, before, this.space.given);
    this.paint();
    this.actions.named();
  }

  private paint(): void {
    const { given, shape } = this.space;
    this.csv.hidden = this.count.hidden = given === null;
    this.teach.hidden = given === null || !this.space.run.teach;
    if (given) this.count.textContent = `${number(given.codes.filter((code) => code >= 0).length)} of ${number(shape.count)} images named, ${number(given.names.length)} ${given.names.length === 1 ? 'label' : 'labels'}`;
  }

  /** As emaki reads labels. */
  private save(): void {
    const { given, files, run } = this.space;
    if (!given) return;
    const lines: [number, string, string][] = [];
    given.codes.forEach((code, row) => {
      if (code >= 0) lines.push([numberOf(this.space, row), files?.[row] ?? '', given.names[code] ?? '']);
    });
    save(`${run.name}-labels.csv`, table(['row', 'file', 'name'], lines));
  }
}
