import { here, remember } from '../address';
import { el, notify, number, save } from '../dom';
import { pictureIn, takesDrops } from '../draw/picture';
import { onTheme } from '../header';
import type { View } from '../view';
import type { PointArray, RunSource } from '../source';
import { colour, type Coloured } from './colouring';
import { className, describe, loadSpace, numberOf, rowOf, type Space } from './data';
import { Decoder } from './decoder';
import { Film } from './film';
import { HIDDEN } from './flags';
import { coordinates } from './geometry';
import { Handle } from './handle';
import { Inspector } from './inspector';
import { Marker } from './marker';
import { Overlay } from './overlay';
import { OwnImage } from './own';
import { Panel } from './panel';
import { Pointer } from './pointer';
import { Probe } from './probe';
import { Scatter } from './scatter';
import { Sheet } from './sheet';
import { fill, layOut } from './sheets';
import { Slide } from './slide';
import { pngOf } from '../pictures';
import { pointsCsv } from './export';
import { fromParams, initial, toParams, type SpaceState, type Tool } from './state';
import { toolbar } from './toolbar';
import { filtersErrors, visibility } from './visibility';

/** A run's latent space. */
export async function openSpace(place: HTMLElement, source: RunSource): Promise<View> {
  const space = await loadSpace(source);
  const closing = new AbortController();
  const view = new SpaceView(place, space, closing.signal);
  requestAnimationFrame(() => void view.start());
  return { close: () => closing.abort() };
}

class SpaceView {
  private readonly opening: SpaceState;
  private readonly state: SpaceState;
  private readonly scatter: Scatter;
  private readonly overlay: Overlay;
  private readonly pointer: Pointer;
  private readonly handle: Handle;
  private readonly panel: Panel;
  private readonly inspector: Inspector;
  private readonly sheet: Sheet;
  private readonly probe: Probe;
  private readonly slide: Slide;
  private readonly film: Film;
  private readonly own: OwnImage;
  private readonly marker: Marker;
  private readonly decoder: Decoder;
  private readonly tip = el('div.tip', { hidden: true });
  private readonly count = el('output.points', { 'aria-live': 'polite' });
  /** [count, 3], as trained; and as the film shows them. */
  private xyz = new Float32Array();
  private filming: Int32Array | null = null;
  private coloured: Coloured | null = null;
  private errors: Float32Array | null = null;
  private slidingFrom = -1;

  constructor(
    place: HTMLElement,
    private readonly space: Space,
    signal: AbortSignal,
  ) {
    const { dimension, labelled, clustered, count } = space.shape;
    this.opening = initial(dimension, labelled, clustered);
    this.state = fromParams(here().params, initial(dimension, labelled, clustered), count, dimension);
    this.decoder = new Decoder(space.source, (e) => notify(String(e instanceof Error ? e.message : e)));
    this.scatter = new Scatter(signal);
    this.overlay = new Overlay(this.scatter);
    this.handle = new Handle(this.scatter, (at) => this.dragged(at));
    this.pointer = new Pointer(this.scatter, this.overlay, {
      hovered: (row) => this.hover(row),
      dwelt: (row, x, y) => this.showTip(row, x, y),
      clicked: (row) => this.clicked(row),
      selected: (rows, add) => this.select(add ? union(this.state.selected, rows) : rows),
    });
    this.panel = new Panel(space, this.state, {
      colour: (by) => void this.recolour(by),
      changed: () => void this.refresh(),
      axes: (axes) => void this.reaxis(axes),
      find: (number) => this.find(number),
    });
    const rows = { pin: (row: number) => this.pin(row), hover: (row: number) => this.overlay.setHovered(row) };
    this.inspector = new Inspector(space, this.decoder, {
      ...rows,
      decodeFrom: (row) => this.probeAt([...space.latents.subarray(row * dimension, (row + 1) * dimension)]),
      slideFrom: (row) => this.beginSlide(row),
    });
    this.sheet = new Sheet(space, { ...rows, select: (r) => this.select(r), isolate: (on) => this.isolate(on) }, signal);
    this.probe = new Probe(space, this.decoder, { moved: (latent) => this.probeAt(latent) });
    this.slide = new Slide(space, this.decoder, { slid: (at, latent) => this.slid(at, latent), close: () => this.endSlide() });
    this.film = new Film(space, {
      frame: (epoch, latents) => this.frame(epoch, latents),
      picture: (most) => this.scatter.picture(most),
      points: (count) => ({
        header: ['row', 'class'],
        lines: Array.from(validationRows(space, count), (row) => [numberOf(space, row), className(space, space.labels[row] as number)]),
      }),
    });
    this.marker = new Marker(this.scatter);
    this.own = new OwnImage(space, {
      ...rows,
      placed: (own) => this.placeOwn(own),
      remembered: (pixels) => {
        this.state.own = pixels;
        this.remember();
      },
      decodeFrom: (latent) => this.probeAt(latent),
    });
    this.lay(place);
    if (space.source.encode) {
      takesDrops(place, (file) => (file ? void this.own.take(file) : notify('That is no picture.')), signal);
      window.addEventListener('paste', (event) => pictureIn(event.clipboardData) && void this.own.take(pictureIn(event.clipboardData)!), { signal });
    }
    onTheme(() => this.repaint(), signal);
    window.addEventListener('keydown', (event) => this.keyed(event), { signal });
    signal.addEventListener('abort', () => this.film.stop());
  }

  private lay(place: HTMLElement): void {
    const middle = () => (this.state.probe ? this.probeAt(null) : this.probeAt(this.middle()));
    const tools = toolbar({
      tool: (tool) => this.useTool(tool),
      home: () => this.scatter.home(),
      probe: middle,
      own: this.space.source.encode ? () => this.own.toggle() : null,
      film: this.film.possible ? () => (this.film.element.hidden ? void this.film.open(this.state.epoch ?? 0) : this.film.close()) : null,
      png: () => void pngOf(this.scatter.picture()).then((png) => save(`${this.space.run.name}.png`, png)),
      csv: () => void this.saveCsv(),
      look: () => place.classList.toggle('showlook'),
    });
    place.classList.add('space');
    place.append(
      this.scatter.element,
      this.panel.element,
      el('div.dock', {}, this.own.element, this.probe.element, this.slide.element, this.inspector.element, this.sheet.element),
      el('div.bottom', {}, this.film.element, tools),
      this.count,
    );
    this.overlay.element.append(this.marker.element);
    this.scatter.element.append(this.overlay.element, this.handle.element, this.tip);
    this.scatter.element.tabIndex = 0;
    this.scatter.element.setAttribute('role', 'application');
    this.scatter.element.setAttribute('aria-label', 'Points in latent space. Arrow keys turn, plus and minus zoom.');
  }

  async start(): Promise<void> {
    this.repaint();
    await this.place(!this.state.camera);
    if (this.state.camera) this.scatter.view = this.state.camera;
    await this.recolour(this.state.colour);
    this.scatter.onFrame(() => {
      this.state.camera = this.scatter.view;
      this.remember();
    });
    this.pin(this.state.pinned);
    this.sheet.show(this.state.selected, this.state.isolated);
    this.slide.show(this.state.slide);
    this.probeAt(this.state.probe);
    if (this.state.own && this.space.source.encode) await this.own.restore(this.state.own);
    if (this.state.epoch !== null && this.film.possible) await this.film.open(this.state.epoch);
    this.scatter.element.dataset['ready'] = 'true';
    performance.mark('usable');
  }

  private repaint(): void {
    this.scatter.setPaper(getComputedStyle(document.documentElement).getPropertyValue('--paper').trim());
  }

  private remember(): void {
    remember(toParams(this.state, this.opening));
  }

  /** Puts the points where the chosen axes have them. */
  private async place(home: boolean): Promise<void> {
    const { axes } = this.state;
    const { dimension } = this.space.shape;
    const principal = axes === 'principal';
    const values = principal ? await this.array('principal') : this.space.latents;
    this.xyz = coordinates(values, principal ? 3 : dimension, principal ? [0, 1, 2] : axes);
    this.scatter.setFlat(!principal && axes[2] === -1);
    this.scatter.setPositions(this.xyz.slice());
    this.scatter.measure();
    if (home) this.scatter.home();
    await this.placePrior();
  }

  private async placePrior(): Promise<void> {
    const { axes, prior } = this.state;
    if (!this.space.shape.prior || !prior) {
      this.scatter.setPrior(null);
      return;
    }
    const principal = axes === 'principal';
    const sample = await this.array(principal ? 'prior-principal' : 'prior');
    this.scatter.setPrior(coordinates(sample, principal ? 3 : this.space.shape.dimension, principal ? [0, 1, 2] : axes));
  }

  private readonly arrays = new Map<string, Promise<Float32Array<ArrayBuffer>>>();

  private array(which: PointArray): Promise<Float32Array<ArrayBuffer>> {
    let array = this.arrays.get(which);
    if (!array) {
      array = this.space.source.points(which).then((bytes) => new Float32Array(bytes));
      this.arrays.set(which, array);
    }
    return array;
  }

  private async reaxis(axes: SpaceState['axes']): Promise<void> {
    this.state.axes = axes;
    this.film.element.hidden || this.film.close();
    await this.place(true);
    this.scatter.setColours((this.coloured as Coloured).rgb);
    await this.refresh();
    this.standProbe();
    this.standOwn();
  }

  private async recolour(by: SpaceState['colour']): Promise<void> {
    this.state.colour = by;
    if (by === 'error' && !this.errors) {
      this.panel.paintLegend(colour(this.space, 'split', null), true);
      await this.loadErrors();
      if (this.state.colour !== by) return;
    }
    this.coloured = colour(this.space, by, this.errors);
    if (!this.filming) this.scatter.setColours(this.coloured.rgb);
    await this.refresh();
  }

  private async loadErrors(): Promise<void> {
    try {
      this.errors = await this.array('errors');
    } catch (e) {
      this.arrays.delete('errors');
      notify(e instanceof Error ? e.message : String(e));
    }
  }

  /** Shows and hides by the filters and the selection as they are now. */
  private async refresh(): Promise<void> {
    const { state, space } = this;
    if (filtersErrors(state) && !this.errors) await this.loadErrors();
    const { flags, shown } = visibility(space, state, this.errors);
    if (!this.filming) {
      this.scatter.setFlags(flags);
      const all = this.space.shape.drawnFrom ?? flags.length;
      this.count.textContent = `${shown.toLocaleString('en')} of ${all.toLocaleString('en')} points`;
    }
    this.scatter.setPointSize(state.size);
    if (this.coloured) this.panel.paintLegend(this.coloured, false);
    await this.placePriorIfChanged();
    await this.drawSprites(state.sprites && !this.filming);
    this.remember();
  }

  private spritesDrawn = false;

  /** Images in the place of dots; a film's points are not all images, so they stay dots. */
  private async drawSprites(wanted: boolean): Promise<void> {
    if (wanted === this.spritesDrawn) return;
    this.spritesDrawn = wanted;
    if (!wanted) {
      this.scatter.setSprites(null);
      return;
    }
    const { count } = this.space.shape;
    const { width, height, channels } = this.space.run.image;
    const layout = layOut(count, width, height, channels);
    if (!layout) {
      notify('These images are too many or too large to be drawn all at once; dots stay.');
      return;
    }
    const sheets = await fill(layout, this.space.images, count);
    if (this.spritesDrawn) this.scatter.setSprites(sheets);
  }

  private priorShown: boolean | null = null;

  private async placePriorIfChanged(): Promise<void> {
    if (this.priorShown === this.state.prior) return;
    this.priorShown = this.state.prior;
    await this.placePrior();
  }

  /** The points that are shown, with their errors where those are known or can be. */
  private async saveCsv(): Promise<void> {
    if (!this.errors) await this.loadErrors();
    const { flags } = visibility(this.space, this.state, this.errors);
    const shown = Int32Array.from(flags.keys()).filter((row) => flags[row] !== HIDDEN);
    save(`${this.space.run.name}.csv`, pointsCsv(this.space, shown, this.errors));
  }

  private hover(row: number): void {
    this.overlay.setHovered(row);
    if (row < 0) this.tip.hidden = true;
  }

  private showTip(shown: number, x: number, y: number): void {
    const row = this.filming ? (this.filming[shown] as number) : shown;
    this.tip.replaceChildren(
      this.space.images.picture(row, describe(this.space, row)),
      el('div', {}, el('b', {}, className(this.space, this.space.labels[row] as number)), el('span', {}, describe(this.space, row).replace(/^[^,]*, /, '')), this.errors ? el('span', {}, `error ${number(this.errors[row] as number)}`) : null),
    );
    this.tip.hidden = false;
    const { clientWidth, clientHeight } = this.scatter.element;
    this.tip.style.left = `${x + 18 + this.tip.offsetWidth > clientWidth ? x - 18 - this.tip.offsetWidth : x + 18}px`;
    this.tip.style.top = `${Math.max(8, Math.min(clientHeight - this.tip.offsetHeight - 8, y - 24))}px`;
  }

  private clicked(shown: number): void {
    const row = this.filming && shown >= 0 ? (this.filming[shown] as number) : shown;
    if (this.slidingFrom >= 0 && row >= 0) {
      this.state.slide = { from: this.slidingFrom, to: row, at: 0 };
      this.slidingFrom = -1;
      this.slide.show(this.state.slide);
    } else this.pin(row);
  }

  private pin(row: number): void {
    this.state.pinned = row;
    this.inspector.show(row, this.errors ? (this.errors[row] ?? null) : null);
    const visible = row >= 0 && !this.filming;
    this.overlay.setPinned(visible ? row : -1, visible ? this.inspector.neighbours(row).map((near) => near.row) : []);
    this.remember();
  }

  private find(number: number): void {
    const row = rowOf(this.space, number);
    if (row >= 0) this.pin(row);
    else notify(`Image ${number} is not among the points of this page.`);
  }

  private select(rows: Int32Array): void {
    this.state.selected = rows;
    this.state.isolated &&= rows.length > 0;
    this.sheet.show(rows, this.state.isolated);
    void this.refresh();
  }

  private isolate(on: boolean): void {
    this.state.isolated = on;
    this.sheet.show(this.state.selected, on);
    void this.refresh();
  }

  private useTool(tool: Tool): void {
    this.pointer.cancel();
    this.pointer.tool = tool;
    this.scatter.element.dataset['tool'] = tool;
  }

  private beginSlide(row: number): void {
    this.slidingFrom = row;
    notify('Click the image to slide to.');
  }

  private slid(at: number, latent: number[]): void {
    if (this.state.slide) this.state.slide.at = at;
    this.handle.stand(this.shownPlace(latent));
    this.remember();
  }

  private endSlide(): void {
    this.state.slide = null;
    this.slide.show(null);
    this.standProbe();
    this.remember();
  }

  private middle(): number[] {
    const k = this.space.shape.dimension;
    if (this.state.pinned >= 0) return [...this.space.latents.subarray(this.state.pinned * k, (this.state.pinned + 1) * k)];
    const sums = new Array<number>(k).fill(0);
    this.space.latents.forEach((z, i) => (sums[i % k]! += z));
    return sums.map((sum) => sum / this.space.shape.count);
  }

  private probeAt(latent: number[] | null): void {
    this.state.probe = latent;
    this.probe.show(latent);
    this.standProbe();
    this.remember();
  }

  private ownPlace: { latent: number[]; principal: number[]; near: number[] } | null = null;

  private placeOwn(own: typeof this.ownPlace): void {
    this.ownPlace = own;
    this.standOwn();
  }

  /** The user's image stands among the points as trained: a film of their training has no place for it. */
  private standOwn(): void {
    const own = this.filming ? null : this.ownPlace;
    const [x = 0, y = 0, z = 0] = own?.principal ?? [];
    this.marker.stand(own && (this.state.axes === 'principal' ? [x, y, z] : this.shownPlace(own.latent)), own?.near ?? []);
  }

  private standProbe(): void {
    this.handle.stand(this.state.probe && this.shownPlace(this.state.probe));
  }

  /** Where a latent is on the axes that are shown; nowhere on principal ones, which are not its coordinates. */
  private shownPlace(latent: number[]): [number, number, number] | null {
    const { axes } = this.state;
    return axes === 'principal' ? null : ([0, 1, 2].map((d) => (axes[d]! >= 0 ? latent[axes[d]!] : 0)) as [number, number, number]);
  }

  /** The probe was dragged: the dimensions on the axes follow, the others stay. */
  private dragged(at: [number, number, number]): void {
    const { axes, probe } = this.state;
    if (axes === 'principal' || !probe) return;
    const latent = [...probe];
    axes.forEach((axis, d) => axis >= 0 && (latent[axis] = at[d] as number));
    this.probeAt(latent);
  }

  private frame(epoch: number | null, latents: Float32Array | null): void {
    this.state.epoch = epoch;
    if (!latents) {
      this.filming = null;
      this.scatter.setPositions(this.xyz.slice());
      this.scatter.setColours((this.coloured as Coloured).rgb);
      void this.refresh();
      this.pin(this.state.pinned);
      this.standOwn();
      return;
    }
    const { axes } = this.state;
    const positions = coordinates(latents as Float32Array, this.space.shape.dimension, axes === 'principal' ? [0, 1, 2] : axes);
    const first = !this.filming;
    if (first) this.filming = validationRows(this.space, latents.length / this.space.shape.dimension);
    this.scatter.setPositions(positions);
    if (first) this.beginFilm(this.filming as Int32Array);
    this.remember();
  }

  private beginFilm(rows: Int32Array): void {
    void this.drawSprites(false);
    const all = (this.coloured as Coloured).rgb;
    const rgb = new Uint8Array(3 * rows.length);
    rows.forEach((row, i) => rgb.set(all.subarray(3 * row, 3 * row + 3), 3 * i));
    this.scatter.setColours(rgb);
    this.overlay.setPinned(-1, []);
    this.standOwn();
    this.count.textContent = `${rows.length.toLocaleString('en')} validation points`;
  }

  private keyed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.closest('input, select, textarea, .sheetscroll') || event.ctrlKey || event.metaKey || event.altKey) return;
    const onPoints = target === this.scatter.element || target === document.body;
    const turns: Record<string, [number, number]> = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] };
    const turn = turns[event.key];
    if (event.key === 'Escape') this.escape();
    else if (turn && onPoints) this.scatter.turn(...turn);
    else if (event.key === '+' || event.key === '=') this.scatter.zoom(0.85);
    else if (event.key === '-') this.scatter.zoom(1 / 0.85);
    else if (event.key === '0') this.scatter.home();
    else return;
    event.preventDefault();
  }

  private escape(): void {
    this.pointer.cancel();
    this.slidingFrom = -1;
    if (this.state.pinned >= 0) this.pin(-1);
    else if (this.state.selected.length) this.select(new Int32Array());
  }
}

/** The rows of a snapshot: the first of the validation split. */
function validationRows(space: Space, count: number): Int32Array {
  const rows = new Int32Array(count);
  let n = 0;
  for (let i = 0; i < space.split.length && n < count; i++) if (space.split[i] === 1) rows[n++] = i;
  return rows;
}

function union(a: Int32Array, b: Int32Array): Int32Array {
  return Int32Array.from(new Set([...a, ...b])).sort();
}
