import { svg } from '../dom';
import { present, within } from '../present';
import { HIDDEN } from './splat';
import type { Cloud } from './painter';
import type { Scatter } from './scatter';

/** More names than these hide what they name. */
const MOST = 60;
/** Points of a group that are looked at. */
const SAMPLE = 400;
const LINE = 17;
/** Where a name may stand, in lines above or below its place. */
const OFFSETS = [0, -1, 1, -2, 2];
const FONT = '600 13px system-ui, sans-serif';

export interface Middle {
  key: number;
  at: [number, number, number];
  count: number;
}

/**
 * A place for each group amid its points that are shown: the mean of the tenth of them that are nearest to their median. The mean of all
 * may lie where there are none, as in the hollow of a roll.
 *
 * @param group of a point; below 0: none
 */
export function middles({ positions, flags }: Pick<Cloud, 'positions' | 'flags'>, group: (point: number) => number): Middle[] {
  const members = new Map<number, number[]>();
  for (let i = 0; i < flags.length; i++) {
    const key = flags[i] === HIDDEN ? -1 : group(i);
    if (key < 0) continue;
    const those = members.get(key);
    if (those) those.push(i);
    else members.set(key, [i]);
  }
  return [...members].map(([key, all]) => {
    const step = Math.ceil(all.length / SAMPLE);
    const some = all.filter((_, k) => k % step === 0);
    const value = (i: number, d: number) => within(positions[3 * i + d]);
    const median = [0, 1, 2].map((d) => present(Float32Array.from(some, (i) => value(i, d)).sort()[some.length >> 1]));
    const away = (i: number) => median.reduce((sum, m, d) => sum + (value(i, d) - m) ** 2, 0);
    const near = some.map((i) => ({ i, away: away(i) })).sort((a, b) => a.away - b.away);
    const core = near.slice(0, Math.ceil(near.length / 10));
    const at = [0, 1, 2].map((d) => core.reduce((sum, { i }) => sum + value(i, d), 0) / core.length) as [number, number, number];
    return { key, at, count: all.length };
  });
}

interface Box {
  x: number;
  y: number;
  width: number;
}

/** The first place of those that a name may have where it covers no other, or null. */
export function free(x: number, y: number, width: number, taken: Box[]): Box | null {
  for (const offset of OFFSETS) {
    const box = { x, y: y + offset * LINE, width };
    if (taken.every((other) => Math.abs(other.y - box.y) >= LINE || Math.abs(other.x - x) >= (other.width + width) / 2 + 4)) return box;
  }
  return null;
}

interface Label {
  text: string;
  at: [number, number, number];
  width: number;
  element: SVGElement;
  box: Box | null;
}

/** Names of groups amid their points. The larger group comes first; a name that would cover others is left out. */
export class Names {
  readonly element = svg('g', { class: 'names' });
  private labels: Label[] = [];
  private readonly measuring = document.createElement('canvas').getContext('2d');

  constructor(private readonly scatter: Scatter) {
    scatter.onFrame(() => this.follow());
  }

  show(groups: Middle[], name: (key: number) => string): void {
    const shown = groups.length > MOST ? [] : [...groups].sort((a, b) => b.count - a.count || a.key - b.key);
    if (this.measuring) this.measuring.font = FONT;
    this.labels = shown.map(({ key, at }) => {
      const text = name(key);
      const element = svg('text');
      element.textContent = text;
      return { text, at, width: this.measuring?.measureText(text).width ?? 8 * text.length, element, box: null };
    });
    this.element.replaceChildren(...this.labels.map(({ element }) => element));
    this.follow();
  }

  private follow(): void {
    const taken: Box[] = [];
    for (const label of this.labels) {
      const at = this.scatter.toScreen(...label.at);
      label.box = at && free(at.x, at.y, label.width, taken);
      label.element.toggleAttribute('hidden', !label.box);
      if (!label.box) continue;
      taken.push(label.box);
      label.element.setAttribute('x', label.box.x.toFixed(1));
      label.element.setAttribute('y', label.box.y.toFixed(1));
    }
  }

  /** Writes them onto a picture of the points. */
  draw(picture: HTMLCanvasElement): HTMLCanvasElement {
    const context = picture.getContext('2d');
    const scale = picture.width / (this.scatter.element.clientWidth || 1);
    if (!context) return picture;
    const style = getComputedStyle(document.documentElement);
    context.save();
    context.scale(scale, scale);
    context.font = FONT;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = style.getPropertyValue('--paper');
    context.fillStyle = style.getPropertyValue('--ink');
    for (const { box, text } of this.labels) {
      if (!box) continue;
      context.strokeText(text, box.x, box.y);
      context.fillText(text, box.x, box.y);
    }
    context.restore();
    return picture;
  }
}
