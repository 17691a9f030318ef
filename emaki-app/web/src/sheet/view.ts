import { here, remember } from '../address';
import { complaint, el, notify, number, save } from '../dom';
import { crumbs } from '../header';
import { typing, type Keys } from '../keys';
import { present } from '../present';
import { describe, loadSpace, numberOf, type Space } from '../space/data';
import { pointsCsv } from '../space/export';
import { groupsOf } from '../space/facets';
import { stepped } from '../space/keys';
import { Labelling } from '../space/labelling';
import { NameForm } from '../space/nameform';
import { pack, unpack } from '../space/rows';
import { served } from '../source';
import type { View } from '../view';
import { Grid } from './grid';
import { distances, ordered, type By } from './order';
import { Picks } from './picks';

const KEYS: Keys = [
  ['← → ↑ ↓', 'from image to image; with Shift they pick a range'],
  ['Space', 'pick one, or not any more'],
  ['Ctrl+A', 'pick all'],
  ['n', 'name what is picked'],
  ['Delete', 'take what is picked out of the selection'],
  ['Ctrl+Z Ctrl+Shift+Z', 'take back the last step, and do it again'],
];

const WORDS: Record<By, string> = { number: 'number', class: 'class', label: 'label', error: 'error', confidence: 'confidence', distance: 'distance to the chosen' };
const SIZES = { least: 24, most: 192, opening: 64 };

/** A selection of a run's images, or all of them, as a page of its own. */
export async function openSheet(place: HTMLElement, name: string): Promise<View> {
  const { params } = here();
  const space = await loadSpace(served(name), params.get('clustering'));
  const closing = new AbortController();
  const sheet = new SheetView(place, space, params, closing.signal);
  void sheet.order();
  return { close: () => closing.abort(), written: () => sheet.labelling.written(), keys: KEYS };
}

class SheetView {
  readonly labelling: Labelling;
  private rows: Int32Array;
  private by: By;
  private down: boolean;
  private cell: number;
  private chosen: number;
  private readonly picks = new Picks(new Int32Array());
  private readonly grid: Grid;
  private readonly naming: NameForm;
  private readonly title = el('h2');
  private readonly picked = el('output.progress', { 'aria-live': 'polite' });
  private readonly told = el('p.hint.told', { 'aria-live': 'polite' });
  private readonly sort: HTMLSelectElement;
  private readonly back = el('a.button', {}, 'In the space');
  private readonly acts: HTMLButtonElement[];

  constructor(
    private readonly place: HTMLElement,
    private readonly space: Space,
    private readonly params: URLSearchParams,
    signal: AbortSignal,
  ) {
    const { count } = space.shape;
    const all = Int32Array.from({ length: count }, (_, row) => row);
    const selected = unpack(params.get('selected') ?? '', count);
    this.rows = selected.length ? selected : all;
    this.chosen = params.has('pin') ? Number(params.get('pin')) : -1;
    if (!(this.chosen >= 0 && this.chosen < count)) this.chosen = -1;
    const possible = this.possible();
    this.by = possible.find((by) => by === params.get('sort')) ?? 'number';
    this.down = params.get('down') === '1';
    const cell = Number(params.get('cell'));
    this.cell = cell >= SIZES.least && cell <= SIZES.most ? cell : SIZES.opening;
    this.labelling = new Labelling(space, { labels: new Set() }, { named: () => this.named(), told: (sentence) => this.naming.state.replaceChildren(sentence) });
    this.naming = new NameForm(space, (given) => this.picks.rows.size > 0 && this.labelling.name(this.picks.picked, given));
    this.grid = new Grid(space.images, this.picks, () => this.tell(), signal);
    this.sort = el('select', { 'aria-label': 'Sorted by' });
    this.sort.addEventListener('change', () => void this.sorted(this.sort.value as By));
    const act = (text: string, title: string, work: () => void) => el('button', { title, onclick: work }, text);
    this.acts = [
      act('Take out', 'Out of the selection (Delete)', () => this.keep(false)),
      act('Keep only these', 'All others go out of the selection', () => this.keep(true)),
      act('Sort by distance', 'From the image picked last, in latent space', () => this.near()),
    ];
    crumbs(place, el('a', { href: '#/runs' }, 'Runs'), ' / ', el('a', { href: `#/run/${encodeURIComponent(space.run.name)}` }, space.run.name), ' / sheet');
    this.lay(place);
    window.addEventListener('keydown', (event) => this.keyed(event), { signal });
    window.addEventListener(
      'found',
      () => {
        this.grid.draw();
        void this.labelling.refetch();
      },
      { signal },
    );
  }

  private lay(place: HTMLElement): void {
    const size = el('input', { type: 'range', min: SIZES.least, max: SIZES.most, step: 4, value: this.cell });
    size.addEventListener('input', () => {
      this.grid.size = this.cell = Number(size.value);
      this.remember();
    });
    const turn = el('button', { 'aria-pressed': String(this.down), title: 'The greatest first' }, 'Downwards');
    turn.addEventListener('click', () => {
      this.down = !this.down;
      turn.setAttribute('aria-pressed', String(this.down));
      void this.order();
    });
    const csv = el('button', { title: 'Of those picked, or of all where none is', onclick: () => void this.save() }, 'Save CSV');
    place.classList.add('sheetview');
    place.append(
      el('div.bar', {}, this.title, el('label.check', {}, 'Size', size), el('label.check', {}, 'Sorted by', this.sort), turn, this.back),
      this.grid.element,
      el('aside.acting', { 'aria-label': 'What is picked' }, this.picked, this.told, this.naming.element, el('div.actions', {}, ...this.acts), el('div.actions', {}, csv), el('hr'), this.labelling.element),
    );
    requestAnimationFrame(() => (this.grid.size = this.cell));
  }

  private possible(): By[] {
    const { shape, judged, given } = this.space;
    return ['number', ...(shape.labelled ? ['class' as const] : []), ...(given ? ['label' as const] : []), 'error', ...(judged ? ['confidence' as const] : []), ...(this.chosen >= 0 ? ['distance' as const] : [])];
  }

  private async values(): Promise<ArrayLike<number> | null> {
    const { space } = this;
    switch (this.by) {
      case 'number':
        return null;
      case 'class':
        return space.labels;
      case 'label':
        return groupsOf(space, 'given')?.codes ?? null;
      case 'error':
        return space.floats('errors');
      case 'confidence':
        return space.judged?.confidence ?? null;
      case 'distance':
        return distances(space.latents, space.shape.dimension, this.chosen);
    }
  }

  /** Puts the images in the order that is wanted. */
  async order(): Promise<void> {
    const wanted = this.by;
    let values: ArrayLike<number> | null = null;
    try {
      values = await this.values();
    } catch (e) {
      notify(complaint(e));
    }
    if (wanted !== this.by) return;
    this.picks.reorder(ordered(this.rows, values, this.down));
    this.grid.top();
    this.paint();
  }

  private async sorted(by: By): Promise<void> {
    this.by = by;
    await this.order();
  }

  private near(): void {
    const row = this.picks.order[this.picks.at];
    if (row === undefined) return;
    this.chosen = row;
    this.down = false;
    void this.sorted('distance');
  }

  private paint(): void {
    this.sort.replaceChildren(...this.possible().map((by) => el('option', { value: by }, by === 'distance' ? `distance to number ${numberOf(this.space, this.chosen)}` : WORDS[by])));
    this.sort.value = this.by;
    this.title.textContent = this.rows.length === 1 ? '1 image' : `${number(this.rows.length)} images`;
    this.tell();
    this.remember();
  }

  private tell(): void {
    const { picks, space } = this;
    const row = picks.order[picks.at];
    this.picked.textContent = `${number(picks.rows.size)} picked`;
    for (const button of this.acts) button.disabled = !picks.rows.size;
    const groups = groupsOf(space, 'given');
    const label = row === undefined || !groups ? '' : `, ${groups.name(present(space.given?.codes[row]))}`;
    this.lead();
    this.told.textContent = row === undefined ? 'Click an image; Shift for a range, Ctrl for one more.' : describe(space, row) + label;
  }

  private named(): void {
    this.naming.paint();
    if (!this.possible().includes(this.by)) this.by = 'number';
    // Sorted by label they would run away from under the pointer: that is done when it is asked for again.
    this.paint();
  }

  private keep(those: boolean): void {
    const before = this.rows;
    const { rows: picked } = this.picks;
    const after = before.filter((row) => picked.has(row) === those);
    if (!after.length || after.length === before.length) return;
    this.labelling.steps.add({ undo: () => this.hold(before), redo: () => this.hold(after) });
    void this.hold(after);
  }

  private async hold(rows: Int32Array): Promise<void> {
    this.rows = rows;
    await this.order();
  }

  private async save(): Promise<void> {
    const errors = await this.space.floats('errors').catch(() => null);
    const rows = this.picks.rows.size ? this.picks.picked : this.picks.order;
    save(`${this.space.run.name}-selection.csv`, pointsCsv(this.space, rows, errors));
  }

  private keyed(event: KeyboardEvent): void {
    if (typing(event)) return;
    const key = event.key.toLowerCase();
    if (stepped(event, this.labelling.steps)) return;
    if (key === 'n' && this.picks.rows.size && !event.ctrlKey && !event.metaKey) this.naming.focus();
    else if (key === 'delete') this.keep(false);
    else if (key === 'escape') {
      this.picks.rows.clear();
      this.grid.draw();
      this.tell();
      return;
    } else return;
    event.preventDefault();
  }

  /** Back to the space, where the image picked last is the one to look at. */
  private lead(): void {
    const params = new URLSearchParams(this.params);
    const picked = this.picks.order[this.picks.at];
    if (picked !== undefined) params.set('pin', String(picked));
    this.back.href = `#/run/${encodeURIComponent(this.space.run.name)}?${params}`;
  }

  /** The space's own parameters travel along, so that the way back leads to what was there. */
  private remember(): void {
    const { params } = this;
    const set = (key: string, value: string | null) => (value === null ? params.delete(key) : params.set(key, value));
    for (const key of ['sort', 'down', 'cell']) params.delete(key);
    set('selected', this.rows.length < this.space.shape.count ? pack(this.rows) : null);
    set('pin', this.chosen >= 0 ? String(this.chosen) : null);
    this.lead();
    const own = new URLSearchParams(params);
    if (this.by !== 'number') own.set('sort', this.by);
    if (this.down) own.set('down', '1');
    if (this.cell !== SIZES.opening) own.set('cell', String(this.cell));
    remember(this.place, own);
  }
}
