import { format, here, remember } from '../address';
import { complaint, el, notify } from '../dom';
import { typing } from '../keys';
import { within } from '../present';
import type { RunSource } from '../source';
import { onTelling } from '../telling';
import type { View } from '../view';
import { chosenClustering, latentOf, loadSpace, lookAtClustering, type Space } from './data';
import { Decoder } from './decoder';
import { Decoding } from './decoding';
import { Film } from './film';
import { Inspector } from './inspector';
import { steer, stepped } from './keys';
import { Labelling } from './labelling';
import { middles, Names } from './names';
import { Overlay } from './overlay';
import { Panel } from './panel';
import { Placing } from './placing';
import { Pointer } from './pointer';
import type { Axes } from './projection';
import { combined, same } from './rows';
import { Saving } from './saving';
import { Scatter } from './scatter';
import { Sheet } from './sheet';
import { Showing } from './showing';
import { Shown } from './shown';
import { Sprites } from './sprites';
import { colourings, fromParams, initial, toParams, type SpaceState, type Tool } from './state';
import { Stranger } from './stranger';
import { Tip } from './tip';
import { onMap, toolbar } from './toolbar';
import { Unrolled } from './unrolled';

/** A run's latent space. */
export async function openSpace(place: HTMLElement, source: RunSource): Promise<View> {
  const space = await loadSpace(source, here().params.get('clustering'));
  const closing = new AbortController();
  const view = new SpaceView(place, space, closing.signal);
  requestAnimationFrame(() => void view.start());
  return { close: () => closing.abort(), written: () => view.labelling.written() };
}

/** Holds the state, and tells each part of the view what of it concerns it. */
class SpaceView {
  private readonly opening: SpaceState;
  private readonly state: SpaceState;
  private readonly scatter: Scatter;
  private readonly shown: Shown;
  private readonly placing: Placing;
  private readonly showing: Showing;
  private readonly sprites: Sprites;
  private readonly overlay: Overlay;
  private readonly names: Names;
  private readonly pointer: Pointer;
  private readonly tip: Tip;
  private readonly panel: Panel;
  private readonly inspector: Inspector;
  private readonly sheet: Sheet;
  private readonly decoding: Decoding;
  private readonly saving: Saving;
  private readonly film: Film;
  private readonly stranger: Stranger;
  readonly labelling: Labelling;
  private readonly unrolled: Unrolled;
  private readonly dock = el('div.dock');

  constructor(
    place: HTMLElement,
    private readonly space: Space,
    private readonly signal: AbortSignal,
  ) {
    const { dimension, labelled, count } = space.shape;
    const { clusterings } = space.run;
    const opening = () => initial(dimension, labelled, clusterings.length > 0, count);
    this.opening = opening();
    this.state = fromParams(here().params, opening(), count, dimension, colourings(space.shape, clusterings, space));
    this.state.clustering = chosenClustering(this.space);
    const { state } = this;
    const decoder = new Decoder(space.source, (e) => notify(complaint(e)));
    this.scatter = new Scatter(signal);
    this.shown = new Shown(space, this.scatter);
    this.placing = new Placing(space, state, this.scatter, this.shown, { say: (sentence) => this.panel.axes.say(sentence), fellBack: (axes) => this.panel.axes.show(axes) }, signal);
    this.sprites = new Sprites(space, this.scatter);
    this.overlay = new Overlay(this.scatter);
    this.names = new Names(this.scatter);
    this.tip = new Tip(space);
    this.panel = this.panelOf();
    this.showing = new Showing(space, state, this.shown, this.panel, { changed: () => this.followed(), isolate: (on) => this.isolate(on) });
    this.saving = new Saving(space, this.scatter, this.names, this.showing);
    this.pointer = new Pointer(this.scatter, this.overlay, {
      hovered: (point) => this.hover(point),
      dwelt: (point, x, y) => this.tip.show(this.shown.rowOf(point), this.showing.errorOf(this.shown.rowOf(point)), x, y),
      clicked: (point) => this.clicked(this.shown.rowOf(point)),
      selected: (points, how) => this.select(combined(how, state.selected, this.shown.rowsOf(points))),
    });
    const rows = { pin: (row: number) => this.lookAt(row), hover: (row: number) => this.overlay.setHovered(this.shown.pointOf(row)) };
    this.decoding = new Decoding(space, state, decoder, this.scatter, this.placing, () => this.remember());
    this.inspector = new Inspector(space, decoder, {
      ...rows,
      decodeFrom: (row) => this.decoding.at([...latentOf(space, row)]),
      slideFrom: (row) => this.decoding.begin(row),
      select: (chosen) => this.select(chosen),
    });
    this.labelling = new Labelling(space, state, { named: () => this.renamed(), told: (sentence) => this.sheet.naming?.state.replaceChildren(sentence) });
    this.sheet = new Sheet(
      space,
      {
        ...rows,
        select: (r) => this.select(r),
        isolate: (on) => this.isolate(on),
        how: (how) => (this.pointer.how = how),
        shown: () => this.select(this.showing.rows()),
        name: space.source.label ? (name) => this.call(name) : null,
      },
      signal,
    );
    this.panel.add(this.labelling.element);
    this.panel.add(this.sheet.loader);
    this.film = new Film(space, { frame: (epoch, latents) => this.frame(epoch, latents), picture: (most) => this.saving.picture(most), captioned: (picture) => this.saving.captioned(picture) }, signal);
    this.stranger = new Stranger(space, this.scatter, this.shown, this.placing, {
      ...rows,
      remembered: (pixels) => {
        state.own = pixels;
        this.remember();
      },
      decodeFrom: (latent) => this.decoding.at(latent),
    });
    this.unrolled = new Unrolled(space, () => this.showing, {
      pin: (row) => this.lookAt(row),
      opened: (open) => {
        state.unrolled = open;
        onMap(place, open);
        this.remember();
      },
    }, signal);
    this.lay(place);
    if (space.source.encode) this.stranger.takes(place, signal);
    window.addEventListener('keydown', (event) => this.keyed(event), { signal });
    window.addEventListener('found', () => this.again(), { signal });
    onTelling(() => void this.showing.recolour(this.state.colour), signal);
  }

  private panelOf(): Panel {
    return new Panel(this.space, this.state, {
      colour: (by) => {
        void this.showing.recolour(by);
        this.remember();
      },
      clustering: (name) => void this.recluster(name),
      changed: () => void this.showing.refresh(),
      lift: (key) => {
        this.showing.lift(key);
        this.unrolled.paint(this.state.size, this.state.pinned);
      },
      errors: () => this.showing.measured(),
      axes: (axes) => void this.reaxis(axes),
      pin: (row) => this.lookAt(row),
      select: (rows) => this.select(rows),
    }, this.signal);
  }

  private lay(place: HTMLElement): void {
    const { own, marker } = this.stranger;
    const tools = toolbar({
      tool: (tool) => this.useTool(tool),
      home: () => this.scatter.frame(),
      probe: () => this.decoding.toggle(),
      unroll: () => this.toggleMap(),
      own: this.space.source.encode ? () => own.toggle() : null,
      film: this.film.possible ? () => this.toggleFilm() : null,
      png: () => void this.saving.png(),
      csv: () => void this.saving.csv(),
      look: () => place.classList.toggle('showlook'),
    });
    place.classList.add('space');
    this.dock.append(this.film.element, own.element, this.decoding.probe.element, this.decoding.slide.element, this.inspector.element, this.sheet.element);
    place.append(this.scatter.element, this.unrolled.element, this.panel.element, this.dock);
    place.append(el('div.bottom', {}, tools), this.showing.count, this.showing.none);
    this.overlay.element.append(this.names.element, marker.element);
    this.scatter.element.append(this.overlay.element, this.decoding.handle.element, this.tip.element);
    this.scatter.setCovered(() => {
      const { offsetLeft, offsetWidth } = this.panel.element;
      // Where cards will be is left free, so that nothing moves as they open.
      return { left: offsetLeft + offsetWidth, right: place.clientWidth - this.dock.offsetLeft, bottom: place.getBoundingClientRect().bottom - tools.getBoundingClientRect().top };
    });
    this.scatter.element.tabIndex = 0;
    this.scatter.element.setAttribute('role', 'application');
    this.scatter.element.setAttribute('aria-label', 'Points in latent space. Arrow keys turn, plus and minus zoom.');
  }

  async start(): Promise<void> {
    const { camera } = this.state;
    const left = () => this.signal.aborted;
    await this.placing.place();
    if (left()) return;
    if (camera) this.scatter.view = camera;
    await this.showing.recolour(this.state.colour);
    if (left()) return;
    this.scatter.onFrame(() => {
      this.state.camera = this.scatter.moved ? this.scatter.view : null;
      this.remember();
    });
    this.pin(this.state.pinned);
    this.sheet.show(this.state.selected, this.state.isolated);
    this.decoding.restore();
    if (this.state.own && this.space.source.encode) await this.stranger.own.restore(this.state.own);
    if (this.state.unrolled) await this.unrolled.open();
    else if (this.state.epoch !== null && this.film.possible && this.placing.projection) await this.film.open(this.state.epoch);
    this.scatter.element.dataset['ready'] = 'true';
    performance.mark('usable');
  }

  /** What could not be fetched while the server was away. */
  private again(): void {
    this.pin(this.state.pinned);
    this.sheet.show(this.state.selected, this.state.isolated);
    this.decoding.restore();
    void this.showing.recolour(this.state.colour);
    void this.labelling.refetch();
  }

  private remember(): void {
    if (this.signal.aborted) return;
    const params = toParams(this.state, this.opening);
    this.sheet.address = format({ view: 'sheet', name: this.space.run.name, params });
    remember(this.scatter.element, params);
  }

  // What is shown, and where.

  private async reaxis(axes: Axes): Promise<void> {
    this.state.axes = axes;
    await this.placing.place();
    if (this.placing.projection) this.film.again();
    else if (this.film.shown) this.film.close();
    await this.showing.refresh();
    this.decoding.stand();
    this.stranger.stand();
  }

  private async recluster(name: string): Promise<void> {
    try {
      if (!(await lookAtClustering(this.space, name))) return;
    } catch (e) {
      notify(complaint(e));
      this.panel.clustered();
      return;
    }
    this.state.clustering = chosenClustering(this.space);
    this.state.clusters.clear();
    this.state.agreements.clear();
    this.panel.clustered();
    await this.showing.recolour(this.state.colour);
    this.pin(this.state.pinned);
  }

  /** What follows points that were shown and hidden. */
  private async followed(): Promise<void> {
    const { state } = this;
    this.scatter.setPointSize(state.size);
    this.scatter.setOpacity(state.opacity);
    this.unrolled.paint(state.size, state.pinned);
    this.name();
    await this.placing.refreshPrior();
    // A film's points are not all images, so they stay dots.
    await this.sprites.show(state.sprites && !this.shown.filming);
    this.remember();
  }

  /** Puts the names of groups where these are now. */
  private name(): void {
    const groups = this.state.names ? this.showing.named() : null;
    if (!groups) this.names.show([], String);
    else this.names.show(middles(this.scatter.points, (point) => within(groups.codes[this.shown.rowOf(point)])), groups.name);
  }

  // What the pointer and the keys do.

  private hover(point: number): void {
    this.overlay.setHovered(point);
    if (point < 0) this.tip.hide();
  }

  private clicked(row: number): void {
    if (this.decoding.takes(row)) this.bringIntoSight(this.decoding.slide.element);
    else this.lookAt(row);
  }

  /** Pins a row that was asked for. */
  private lookAt(row: number): void {
    this.pin(row);
    this.bringIntoSight(this.inspector.element);
  }

  /** What was asked for may lie below what else is open. */
  private bringIntoSight(card: HTMLElement): void {
    if (!card.hidden) this.dock.scrollTop = card.offsetTop;
  }

  private pin(row: number): void {
    this.state.pinned = row;
    const near = this.inspector.show(row, this.showing.errorOf(row));
    const point = this.shown.pointOf(row);
    this.unrolled.paint(this.state.size, row);
    this.overlay.setPinned(point, point < 0 ? [] : near.map((other) => this.shown.pointOf(other)));
    this.remember();
  }

  private select(rows: Int32Array): void {
    const { selected: before, isolated } = this.state;
    if (!same(before, rows)) this.labelling.steps.add({ undo: () => this.choose(before, isolated), redo: () => this.choose(rows, isolated) });
    this.choose(rows, isolated);
  }

  private choose(rows: Int32Array, isolated: boolean): void {
    this.state.selected = rows;
    this.isolate(isolated && rows.length > 0);
    this.bringIntoSight(this.sheet.element);
  }

  private isolate(on: boolean): void {
    const hides = on || this.state.isolated;
    this.state.isolated = on;
    this.sheet.show(this.state.selected, on);
    if (hides) return void this.showing.refresh();
    // As many points are shown as before.
    this.showing.mark();
    this.unrolled.paint(this.state.size, this.state.pinned);
    this.remember();
  }

  private useTool(tool: Tool): void {
    this.pointer.cancel();
    this.pointer.tool = tool;
    this.scatter.element.dataset['tool'] = tool;
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (typing(event) || target.closest('.sheetscroll')) return;
    if (event.key === 'Escape') this.escape();
    else if (event.ctrlKey || event.metaKey) stepped(event, this.labelling.steps);
    else if (event.key === 'n' && this.state.selected.length && this.sheet.naming) {
      event.preventDefault();
      this.sheet.naming.focus();
    } else if (!event.key.startsWith('Arrow') || target === this.scatter.element || target === document.body) steer(this.scatter, event);
  }

  /** The selected images have a name from now on, and their colours say so where none had before. */
  private call(name: string): void {
    if (!this.space.given) this.state.colour = 'given';
    this.labelling.name(this.state.selected, name);
  }

  /** Images have other names now. */
  private renamed(): void {
    const { space, state } = this;
    this.sheet.naming?.paint();
    const possible = colourings(space.shape, space.run.clusterings, space);
    if (!possible.includes(state.colour)) state.colour = this.opening.colour;
    this.panel.colourings(possible);
    void this.showing.recolour(state.colour);
    this.pin(state.pinned);
  }

  private escape(): void {
    this.pointer.cancel();
    this.decoding.giveUp();
    if (this.state.pinned >= 0) this.pin(-1);
    else if (this.state.selected.length) this.select(new Int32Array());
    else if (this.film.shown) this.film.close();
    else if (this.state.unrolled) this.unrolled.close();
    else if (!this.stranger.own.element.hidden) this.stranger.own.close();
  }

  /** The map is of the latents as trained: a film would go on behind it. */
  private toggleMap(): void {
    if (this.film.shown) this.film.close();
    this.unrolled.toggle();
  }

  private toggleFilm(): void {
    this.unrolled.close();
    if (this.film.shown) this.film.close();
    else if (this.placing.projection) void this.film.open(this.state.epoch ?? 0);
    else notify('The neighbour map is of the latents as trained: choose other axes to see how they came there.');
  }

  private frame(epoch: number | null, latents: Float32Array | null): void {
    this.state.epoch = epoch;
    if (this.shown.film(latents && (this.placing.projection?.points(latents) ?? null))) {
      void this.showing.refresh();
      this.pin(this.state.pinned);
      this.stranger.stand();
    } else this.name();
    this.remember();
  }
}
