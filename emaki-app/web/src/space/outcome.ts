import type { Run } from '../api';
import { runPath } from '../api';
import { complaint, copyable, el, madeBy, notify, number } from '../dom';
import { Curves } from '../watch/curves';
import type { Space } from './data';
import { figures } from './figures';
import { judging } from './judging';

/** What came of a run: each part is folded away until it is wanted, and made then. */
export class Outcome {
  readonly element: HTMLElement;
  private readonly figures = el('div');

  constructor(
    private readonly space: Space,
    select: (rows: Int32Array) => void,
    signal: AbortSignal,
  ) {
    const { run, source } = space;
    const { classifier } = run;
    const unjudged = run.classify ? () => el('div', {}, el('p.hint', {}, 'This run has no classifier. In a terminal, this trains one:'), copyable(run.classify ?? '', 'the command that trains one')) : null;
    const judge = classifier ? () => judging(space, classifier, select) : unjudged;
    this.paint();
    this.element = el(
      'div.outcome',
      {},
      el('details.fold.figures', {}, el('summary', {}, 'Figures'), this.figures),
      judge && fold('Classifier', 'judging', judge),
      fold('Curves of training', 'training', () => {
        const curves = new Curves(signal);
        source.metrics().then(
          (metrics) => curves.show(metrics),
          (e: unknown) => notify(complaint(e)),
        );
        return curves.element;
      }),
      fold('Settings', 'settings', () => settings(run)),
      madeBy(run.record.command, run.java),
      source.report && run.report ? report(run, run.report, source.report) : null,
    );
  }

  /** Shows what was measured, of the clustering that is looked at too. */
  paint(): void {
    this.figures.replaceChildren(...figures(this.space.run, this.space.clustering));
  }
}

/** What is in it is made when it is first opened. */
function fold(title: string, name: string, make: () => HTMLElement): HTMLElement {
  const element = el('details.fold', {}, el('summary', {}, title));
  element.classList.add(name);
  element.addEventListener('toggle', () => element.append(make()), { once: true });
  return element;
}

/** Everything that the run was trained with, and on what. */
function settings({ record, image }: Run): HTMLElement {
  const { dataset, spec, created, seconds } = record;
  const told = (value: unknown): string => (Array.isArray(value) ? value.map(told).join(', ') : typeof value === 'number' ? number(value) : String(value));
  const rows: [string, unknown][] = [
    ['images', `${number(dataset.images)} of ${dataset.name}, ${image.height}×${image.width}${image.channels > 1 ? `×${image.channels}` : ''}`],
    ...Object.entries(spec).filter(([name, value]) => name !== 'kind' && value !== null),
    ['made', created?.replace('T', ' ').replace('Z', ' UTC') ?? null],
    ['seconds', seconds === undefined ? null : Math.round(seconds)],
  ];
  return el('dl', {}, ...rows.filter(([, value]) => value !== null).flatMap(([name, value]) => [el('dt', {}, name.replaceAll('_', ' ')), el('dd', {}, told(value))]));
}

/** A link to the report, once there is one that tells all. */
function report(run: Run, there: 'none' | 'old' | 'there', make: () => Promise<unknown>): HTMLElement {
  const link = el('a.button', { href: runPath(run.name, '/report'), target: '_blank', rel: 'noopener' }, 'Open the report');
  const button = el('button', {}, there === 'none' ? 'Make the report' : 'Make the report anew');
  const place = el('div.actions', {}, ...(there === 'none' ? [] : [link]), ...(there === 'there' ? [] : [button]));
  button.addEventListener('click', () => {
    button.disabled = true;
    button.textContent = 'Making the report …';
    make().then(
      () => {
        place.replaceChildren(link);
        link.focus();
      },
      (e: unknown) => {
        notify(complaint(e));
        button.disabled = false;
        button.textContent = 'Make the report';
      },
    );
  });
  return place;
}
