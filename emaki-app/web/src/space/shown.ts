import type { Coloured } from './colouring';
import { validationRows, type Space } from './data';
import { within } from '../present';
import { HIDDEN } from './splat';
import type { Scatter } from './scatter';

/** What the scatter shows of a space: all its points as trained, or a film's. Colours and flags are given for all rows. */
export class Shown {
  private places = new Float32Array();
  private rgb: Uint8Array = new Uint8Array();
  private marks: Uint8Array = new Uint8Array();
  private flags: Uint8Array = new Uint8Array();
  /** Those of the film's points; null: every row is a point. */
  private rows: Int32Array | null = null;

  constructor(
    private readonly space: Pick<Space, 'split'>,
    private readonly scatter: Pick<Scatter, 'setPositions' | 'setColours' | 'setMarks' | 'setFlags'>,
  ) {}

  get filming(): boolean {
    return this.rows !== null;
  }

  /** The row of a point of the scatter, or -1. */
  rowOf(point: number): number {
    return this.rows && point >= 0 ? (this.rows[point] ?? -1) : point;
  }

  /** The point of a row, or -1 where the film has none. */
  pointOf(row: number): number {
    return this.rows ? this.rows.indexOf(row) : row;
  }

  rowsOf(points: Int32Array): Int32Array {
    return this.rows ? points.map((point) => this.rowOf(point)) : points;
  }

  /** What is known of all rows, for those that are points. */
  ofPoints(all: ArrayLike<number>): ArrayLike<number> {
    return this.rows?.map((row) => within(all[row])) ?? all;
  }

  /** Puts the points where they are as trained, [count, 3]. */
  place(places: Float32Array<ArrayBuffer>): void {
    this.places = places;
    if (!this.rows) this.show(places);
  }

  colour({ rgb, marks }: Pick<Coloured, 'rgb' | 'marks'>): void {
    this.rgb = rgb;
    this.marks = marks;
    if (!this.standing) return;
    this.scatter.setColours(this.part(rgb, 3));
    this.scatter.setMarks(this.part(marks, 1));
  }

  /** How many points are seen now, and of how many. */
  flag(flags: Uint8Array): { seen: number; of: number } {
    this.flags = flags;
    const part = this.part(flags, 1);
    if (this.standing) this.scatter.setFlags(part);
    return { seen: part.reduce((seen, flag) => seen + (flag === HIDDEN ? 0 : 1), 0), of: part.length };
  }

  /** Shows a snapshot's points, [m, 3], or all as trained. True where that is another set of points than before. */
  film(places: Float32Array<ArrayBuffer> | null): boolean {
    const other = this.filming !== (places !== null);
    if (other) this.rows = places && validationRows(this.space, places.length / 3);
    if (other) this.show(places ?? this.places);
    else if (places) this.scatter.setPositions(places);
    return other;
  }

  /** Whether there are points yet that can have colours. */
  private get standing(): boolean {
    return this.filming || this.places.length > 0;
  }

  /** A set of points of its own, whose colours and flags the scatter has to be told. */
  private show(places: Float32Array<ArrayBuffer>): void {
    this.scatter.setPositions(places);
    if (this.rgb.length) this.scatter.setColours(this.part(this.rgb, 3));
    if (this.marks.length) this.scatter.setMarks(this.part(this.marks, 1));
    if (this.flags.length) this.scatter.setFlags(this.part(this.flags, 1));
  }

  private part(all: Uint8Array, width: number): Uint8Array {
    if (!this.rows) return all;
    const part = new Uint8Array(width * this.rows.length);
    this.rows.forEach((row, i) => part.set(all.subarray(width * row, width * (row + 1)), width * i));
    return part;
  }
}
