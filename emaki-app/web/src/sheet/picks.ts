import { within } from '../present';

/** Which of some images in an order are picked, and at which one is. */
export class Picks {
  readonly rows = new Set<number>();
  /** The place that the keys are at; -1: none yet. */
  at = -1;
  /** Where a range begins. */
  private anchor = -1;

  constructor(public order: Int32Array) {}

  /** Other images, or another order of them: who is picked stays so where it is still among them. */
  reorder(order: Int32Array): void {
    const row = this.order[this.at];
    this.order = order;
    this.at = this.anchor = row === undefined ? -1 : order.indexOf(row);
    const there = new Set(order);
    for (const picked of this.rows) if (!there.has(picked)) this.rows.delete(picked);
  }

  /** Picks as file managers do: one alone, one more or less, or all from the last one to this. */
  pick(place: number, { range = false, more = false } = {}): void {
    const row = this.order[place];
    if (row === undefined) return;
    if (!more) this.rows.clear();
    if (range && this.anchor >= 0) {
      const [from, to] = [Math.min(this.anchor, place), Math.max(this.anchor, place)];
      for (let i = from; i <= to; i++) this.rows.add(within(this.order[i]));
    } else {
      if (!more || !this.rows.delete(row)) this.rows.add(row);
      this.anchor = place;
    }
    this.at = place;
  }

  /** Goes somewhere without picking. */
  go(place: number): void {
    this.at = Math.max(0, Math.min(this.order.length - 1, place));
    if (this.anchor < 0) this.anchor = this.at;
  }

  all(): void {
    for (const row of this.order) this.rows.add(row);
  }

  /** In the order of numbers. */
  get picked(): Int32Array {
    return Int32Array.from(this.rows).sort();
  }
}
