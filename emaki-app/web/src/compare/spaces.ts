import { here, remember } from '../address';
import { complaint, el } from '../dom';
import { captioned } from '../figure';
import { pngOf, saves } from '../pictures';
import { served } from '../source';
import { colour, type Coloured } from '../space/colouring';
import { loadSpace, projectionOf, type Space } from '../space/data';
import { pointsCsv } from '../space/export';
import { CpuPainter } from '../space/cpu';
import { paint } from '../space/images';
import { steerable } from '../space/keys';
import { bestPainter } from '../space/painters';
import { Overlay } from '../space/overlay';
import { swatch } from '../space/palette';
import { Pointer } from '../space/pointer';
import { openingAxes } from '../space/projection';
import { Scatter } from '../space/scatter';
import { Tip } from '../space/tip';
import { vantage } from '../space/vantage';
import { onTelling, tellingChoice } from '../telling';
import { Linked, type Member } from './linked';
import { sample } from './marks';
import { imagesOf, References } from './matched';
import { Together } from './together';

const MAP_CELLS = 12;

/** How far from sight a space is made ready, and put away. */
const MARGIN = '120px 0px';

/** Browsers give all pages together some sixteen contexts of the graphics processor, and take the oldest away for a further one. */
const MOST_CONTEXTS = 10;

/** A space, and where its points stand. */
interface Drawn {
  space: Space;
  /** Its clusters by the numbers that their colours have. */
  clusters: Int32Array | null;
  positions: Float32Array<ArrayBuffer>;
  flat: boolean;
  /** Whence it is seen best. */
  towards: [number, number, number];
}

/** What points of several runs can be coloured by. */
const BY = { class: 'Class', cluster: 'Cluster', split: 'Split' };

type By = keyof typeof BY;

/**
 * Latent spaces that turn together, each above its space laid flat. Only those in sight are drawn, the first of them by the graphics
 * processor where there is one.
 *
 * @param all runs of the page, which give each its mark
 * @returns the spaces, and what they are coloured by
 */
export function sideBySide(all: string[], names: string[], scrolled: HTMLElement, signal: AbortSignal): { element: HTMLElement; look: HTMLElement } {
  const wanted = here().params.get('colour');
  const legend = el('ul.colours', { 'aria-label': 'Colours' });
  const shared: Shared = {
    together: new Together<Scatter>((work) => requestAnimationFrame(work)),
    linked: new Linked(),
    references: new References(all),
    by: wanted !== null && wanted in BY ? (wanted as By) : 'class',
    coloured: (by) => paintLegend(legend, shared.by, by),
  };
  const small = new Map(names.map((name) => new SmallSpace(name, all.indexOf(name), shared)).map((space) => [space.figure as Element, space]));
  const observer = new IntersectionObserver((changes) => changes.forEach(({ target, isIntersecting }) => small.get(target)?.seen(isIntersecting)), { root: scrolled, rootMargin: MARGIN });
  small.forEach((_, figure) => observer.observe(figure));
  signal.addEventListener('abort', () => {
    observer.disconnect();
    small.forEach((space) => space.seen(false));
  });
  const choice = el('select', { 'aria-label': 'Colour by' }, ...Object.entries(BY).map(([by, text]) => el('option', { value: by }, text)));
  choice.value = shared.by;
  choice.addEventListener('change', () => {
    shared.by = choice.value as By;
    const { params } = here();
    params.set('colour', shared.by);
    remember(choice, params);
    small.forEach((space) => space.recolour());
  });
  onTelling(() => small.forEach((space) => space.recolour()), signal);
  const element = el(names.length > 8 ? 'div.spaces.many' : 'div.spaces', {}, ...[...small.values()].map(({ figure }) => figure));
  return { element, look: el('div.comparelook', {}, el('label', {}, 'Colour by', choice), ...tellingChoice(), legend) };
}

/** What spaces that are looked at together have together. */
interface Shared {
  together: Together<Scatter>;
  linked: Linked;
  references: References;
  by: By;
  /** null: not by what is wanted. */
  coloured(as: Coloured | null): void;
}

/** Classes and splits are the same for all; what a cluster is differs from run to run. */
function paintLegend(legend: HTMLElement, by: By, coloured: Coloured | null): void {
  if (by === 'cluster') legend.replaceChildren(el('li', {}, "Each run's own clusters, of its newest clustering, coloured as those of the first run with which they share the most images; where it has none, by split."));
  else if (coloured) legend.replaceChildren(...coloured.legend.map(({ name, colour: rgb, mark }) => el('li', {}, swatch(rgb, mark), name)));
}

/** Those of the graphics processor that spaces in sight have. */
let contexts = 0;

/** A space while it is drawn. */
interface Live {
  scatter: Scatter;
  as: Coloured;
  closing: AbortController;
  member: Member;
}

class SmallSpace {
  readonly figure: HTMLElement;
  private readonly stage = el('div.stage', {}, el('p.hint', {}, 'Its points are fetched …'));
  private readonly laidFlat = el('div.laidflat', {}, el('p.hint', {}, 'It is laid flat …'));
  private drawn: Promise<Drawn> | null = null;
  private live: Live | null = null;
  private inSight = false;

  constructor(
    private readonly name: string,
    run: number,
    private readonly shared: Shared,
  ) {
    const saving = saves(name, { png: () => this.png(), csv: () => this.csv() });
    const title = el('a', { href: `#/run/${encodeURIComponent(name)}` }, name);
    this.figure = el('figure.small', { 'data-run': name }, el('figcaption', {}, sample(run), title, saving), this.stage, this.laidFlat);
  }

  /** It comes into sight, or goes out of it. */
  seen(inSight: boolean): void {
    this.inSight = inSight;
    if (inSight) void this.show();
    else this.rest();
  }

  private async show(): Promise<void> {
    try {
      this.drawn ??= this.load();
      const drawn = await this.drawn;
      if (!this.inSight || this.live) return;
      this.draw(drawn);
    } catch (e) {
      this.drawn = null;
      if (!this.live) this.stage.replaceChildren(el('p.hint', {}, complaint(e)));
    }
  }

  private async load(): Promise<Drawn> {
    const space = await loadSpace(served(this.name));
    const projection = await projectionOf(space, openingAxes(space.shape.dimension));
    void this.map(space);
    const clusters = space.cluster && (await this.shared.references.numbered(space.run, space.cluster));
    const positions = projection.points(space.latents);
    const shape = space.shape.prior && !projection.flat ? projection.points(await space.floats('prior')) : positions;
    return { space, clusters, positions, flat: projection.flat, towards: vantage(positions, shape, space.shape.labelled ? space.labels : space.cluster) };
  }

  /** By what is wanted, or else by what there is. */
  private colour(scatter: Scatter, { space, clusters }: Drawn): Coloured {
    const { by } = this.shared;
    const there = { class: space.shape.labelled, cluster: space.cluster !== null, split: true }[by];
    const coloured = colour({ ...space, cluster: clusters }, there ? by : 'split', null);
    scatter.setColours(coloured.rgb);
    scatter.setMarks(coloured.marks);
    this.shared.coloured(there ? coloured : null);
    return coloured;
  }

  recolour(): void {
    void this.drawn?.then((drawn) => {
      if (this.live) this.live.as = this.colour(this.live.scatter, drawn);
    });
  }

  private draw(drawn: Drawn): void {
    const { space, positions, flat, towards } = drawn;
    const closing = new AbortController();
    const painter = contexts < MOST_CONTEXTS ? bestPainter() : new CpuPainter();
    const scatter = new Scatter(closing.signal, '--paper', painter);
    if (!(painter instanceof CpuPainter)) {
      contexts++;
      closing.signal.addEventListener('abort', () => contexts--);
    }
    this.stage.replaceChildren(scatter.element);
    scatter.setFlat(flat);
    scatter.setHomeward(...towards);
    scatter.setPointSize(2.5);
    scatter.setPositions(positions);
    scatter.measure();
    const as = this.colour(scatter, drawn);
    scatter.home();
    steerable(scatter, 'application', `The latents of ${this.name}, which turn with the others.`);
    for (const hand of ['pointerdown', 'wheel', 'keydown']) scatter.element.addEventListener(hand, () => this.shared.together.lead(scatter), { capture: true, passive: true });
    scatter.onFrame(() => this.shared.together.drawn(scatter));
    this.shared.together.join(scatter);
    this.live = { scatter, as, closing, member: this.link(scatter, space) };
  }

  /** What is pointed at, pinned or selected here is so in the others that have the same images, and the reverse. */
  private link(scatter: Scatter, space: Space): Member {
    const { linked } = this.shared;
    const overlay = new Overlay(scatter);
    const tip = new Tip(space);
    scatter.element.append(overlay.element, tip.element);
    const { count } = space.shape;
    const member: Member = {
      images: imagesOf(space.run),
      hover: (row) => overlay.setHovered(row),
      pin: (row) => overlay.setPinned(row, []),
      flag: (flags) => scatter.setFlags(flags),
    };
    new Pointer(scatter, overlay, {
      hovered: (row) => {
        linked.hover(member, row);
        if (row < 0) tip.hide();
      },
      dwelt: (row, x, y) => tip.show(row, null, x, y),
      clicked: (row) => linked.pin(member, row),
      selected: (rows) => linked.select(member, rows, count),
    });
    linked.join(member);
    return member;
  }

  private rest(): void {
    if (!this.live) return;
    const { scatter, closing, member } = this.live;
    this.live = null;
    this.shared.together.leave(scatter);
    this.shared.linked.leave(member);
    closing.abort();
    scatter.element.remove();
  }

  /** The space laid flat and decoded: the walks side by side. */
  private async map(space: Space): Promise<void> {
    const { shape, values } = space.images;
    try {
      const pixels = await space.source.map(MAP_CELLS, MAP_CELLS);
      const canvas = el('canvas.map', { width: MAP_CELLS * shape.width, height: MAP_CELLS * shape.height, role: 'img', 'aria-label': `${this.name}, laid flat` });
      for (let i = 0; i < MAP_CELLS * MAP_CELLS; i++) {
        paint(canvas, shape, pixels.subarray(i * values, (i + 1) * values), (i % MAP_CELLS) * shape.width, Math.floor(i / MAP_CELLS) * shape.height);
      }
      this.laidFlat.replaceChildren(canvas);
    } catch (e) {
      this.laidFlat.replaceChildren(el('p.hint', {}, complaint(e)));
    }
  }

  private async png(): Promise<Blob> {
    if (!this.live) throw new Error('It is not in sight yet.');
    const { scatter, as } = this.live;
    const picture = scatter.picture();
    return pngOf(captioned(picture, { title: this.name, legend: as.legend }, picture.width / scatter.element.clientWidth));
  }

  private async csv(): Promise<Blob> {
    const { space } = await (this.drawn ??= this.load());
    return pointsCsv(space, Int32Array.from({ length: space.shape.count }, (_, row) => row), null);
  }
}
