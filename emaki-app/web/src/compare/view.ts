import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { go, here } from '../address';
import { ApiError, getJson, type RunTable } from '../api';
import { el, number } from '../dom';
import { crumbs, onTheme } from '../header';
import type { View } from '../view';
import { heading, numeric, Runs, type Row } from '../runs/table';
import { drawTable, pngOf, saves, sideBySide as beside } from '../pictures';
import { colour } from '../space/colouring';
import { pointsCsv, table } from '../space/export';
import { served } from '../source';
import { loadSpace, type Space } from '../space/data';
import { coordinates } from '../space/geometry';
import { paint } from '../space/images';
import { categorical, css } from '../space/palette';
import { Scatter } from '../space/scatter';

const MAP_CELLS = 12;

/** Runs side by side. */
export async function openCompare(place: HTMLElement): Promise<View> {
  const names = here().params.getAll('run');
  crumbs(el('a', { href: '#/runs' }, 'Runs'), ' / ', `${names.length} compared`);
  const { table } = await getJson<{ table: RunTable }>('/api/runs?whole');
  const runs = new Runs();
  runs.apply(table);
  const known = names.filter((name) => runs.rows.has(name));
  if (!known.length) throw new ApiError(404, 'None of these runs is here.');
  const closing = new AbortController();
  place.classList.add('compare');
  const spaces = el('div.spaces');
  const charts = el('div.charts');
  place.append(el('section', {}, el('h2', {}, 'Latent spaces'), spaces), el('section', {}, el('h2', {}, 'Curves'), charts), metricsTable(runs, known));
  requestAnimationFrame(() => {
    void curves(charts, known, closing.signal);
    void sideBySide(spaces, known, closing.signal);
  });
  return { close: () => closing.abort() };
}

/** A row a field in which they differ, a column a run. */
function metricsTable(runs: Runs, names: string[]): HTMLElement {
  const rows = names.map((name) => runs.rows.get(name)!);
  const fields = runs.differing(rows);
  const lines = fields.map((field) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row', title: field }, heading(field)),
      ...rows.map((row) => {
        const value = row.fields.get(field) ?? null;
        const known = numeric(value);
        return el(known === null ? 'td' : 'td.number', { title: value === null ? null : String(value) }, value === null ? '–' : known === null ? String(value) : number(known));
      }),
    ),
  );
  const text = (row: Row, field: string) => String(row.fields.get(field) ?? '');
  const cells = fields.map((field) => [field, ...rows.map((row) => text(row, field))]);
  const saving = saves('differences', { png: () => pngOf(drawTable(['', ...names], cells)), csv: () => table(['field', ...names], cells) });
  const head = el('tr', {}, el('th'), ...names.map((name, i) => el('th', { scope: 'col' }, swatch(i, names.length), name)));
  return el('section', {}, el('h2', {}, 'Where they differ', saving), el('div.scroller', {}, el('table.differences', {}, el('thead', {}, head), el('tbody', {}, ...lines))));
}

function swatch(i: number, count: number): HTMLElement {
  const mark = el('i.swatch');
  mark.style.background = css(categorical(i, count));
  return mark;
}

const CURVES: [string, string][] = [
  ['validation_reconstruction', 'reconstruction error, validation'],
  ['validation_divergence', 'divergence, validation'],
  ['validation_accuracy', 'accuracy, validation'],
];

async function curves(place: HTMLElement, names: string[], signal: AbortSignal): Promise<void> {
  const metrics = await Promise.all(names.map((name) => served(name).metrics()));
  if (signal.aborted) return;
  const longest = Math.max(1, ...metrics.map((m) => m['epoch']?.length ?? 0));
  const epochs = Array.from({ length: longest }, (_, i) => i + 1);
  for (const [column, title] of CURVES) {
    if (!metrics.some((m) => m[column]?.some((v) => v !== null))) continue;
    const csv = () => table(['epoch', ...names], epochs.map((epoch, i) => [epoch, ...metrics.map((m) => m[column]?.[i] ?? '')]));
    const png = () => pngOf(beside([frame.querySelector('canvas') as HTMLCanvasElement]));
    const frame: HTMLElement = el('figure.chart', {}, el('figcaption', {}, title, saves(column, { png, csv })));
    place.append(frame);
    const style = getComputedStyle(document.documentElement);
    const axis = { stroke: () => getComputedStyle(document.documentElement).getPropertyValue('--quiet'), grid: { stroke: style.getPropertyValue('--line'), width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const plot = new uPlot(
      {
        width: frame.clientWidth,
        height: 220,
        scales: { x: { time: false } },
        axes: [axis, { ...axis, size: 58 }],
        series: [{ label: 'epoch' }, ...names.map((name, i) => ({ label: name, stroke: css(categorical(i, names.length)), width: 1.8, points: { show: longest < 2 } }))],
      },
      [epochs, ...metrics.map((m) => epochs.map((_, i) => m[column]?.[i] ?? null))] as uPlot.AlignedData,
      frame,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: frame.clientWidth, height: 220 }));
    observer.observe(frame);
    onTheme(() => plot.redraw(), signal);
    signal.addEventListener('abort', () => {
      observer.disconnect();
      plot.destroy();
    });
  }
}

/** The latents turn together, each above its space laid flat. */
async function sideBySide(place: HTMLElement, names: string[], signal: AbortSignal): Promise<void> {
  const scatters: Scatter[] = [];
  let leading = false;
  const follow = (leader: Scatter) => {
    if (leading) return;
    leading = true;
    scatters.filter((other) => other !== leader && String(other.pose) !== String(leader.pose)).forEach((other) => (other.pose = leader.pose));
    leading = false;
  };
  const figures = names.map((name) => el('figure.small', {}, el('figcaption', {}, el('button.link', { onclick: () => go('run', name) }, name))));
  place.append(...figures);
  await Promise.all(
    names.map(async (name, i) => {
      const figure = figures[i] as HTMLElement;
      try {
        const space = await loadSpace(served(name));
        if (signal.aborted) return;
        const scatter = await small(figure, space, signal);
        scatters.push(scatter);
        const all = Int32Array.from({ length: space.shape.count }, (_, row) => row);
        figure.querySelector('figcaption')?.append(saves(name, { png: () => pngOf(scatter.picture()), csv: () => pointsCsv(space, all, null) }));
        scatter.onFrame(() => follow(scatter));
        figure.append(await map(space));
      } catch (e) {
        figure.append(el('p.hint', {}, e instanceof Error ? e.message : String(e)));
      }
    }),
  );
}

async function small(figure: HTMLElement, space: Space, signal: AbortSignal): Promise<Scatter> {
  const { dimension, labelled } = space.shape;
  const values = dimension > 3 ? new Float32Array(await space.source.points('principal')) : space.latents;
  const scatter = new Scatter(signal);
  figure.append(scatter.element);
  const paper = () => scatter.setPaper(getComputedStyle(document.documentElement).getPropertyValue('--paper').trim());
  paper();
  onTheme(paper, signal);
  scatter.setFlat(dimension === 2);
  scatter.setPointSize(2.5);
  scatter.setPositions(coordinates(values, Math.min(3, dimension), [0, dimension > 1 ? 1 : -1, dimension > 2 ? 2 : -1]));
  scatter.measure();
  scatter.setColours(colour(space, labelled ? 'class' : 'split', null).rgb);
  requestAnimationFrame(() => scatter.home());
  return scatter;
}

/** The space laid flat and decoded: the walks side by side. */
async function map(space: Space): Promise<HTMLElement> {
  const { shape, values } = space.images;
  const pixels = await space.source.map(MAP_CELLS, MAP_CELLS);
  const canvas = el('canvas.map', { width: MAP_CELLS * shape.width, height: MAP_CELLS * shape.height, role: 'img', 'aria-label': `${space.run.name}, laid flat` });
  for (let i = 0; i < MAP_CELLS * MAP_CELLS; i++) {
    paint(canvas, shape, pixels.subarray(i * values, (i + 1) * values), (i % MAP_CELLS) * shape.width, Math.floor(i / MAP_CELLS) * shape.height);
  }
  return canvas;
}
