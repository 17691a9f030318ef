import { NORMAL, SELECTED } from '../space/splat';

/** A space whose points are images that other spaces may have too. */
export interface Member {
  /** Of which images, so that a row is the same image wherever this is the same. */
  readonly images: string;
  hover(row: number): void;
  pin(row: number): void;
  /** HIDDEN, NORMAL or SELECTED for each point. */
  flag(flags: Uint8Array): void;
}

interface Chosen {
  pinned: number;
  flags: Uint8Array | null;
}

/** Lets what is pointed at, pinned or selected in one space be so in all that show the same images; those that come later follow. */
export class Linked {
  private readonly members = new Set<Member>();
  private readonly chosen = new Map<string, Chosen>();

  join(member: Member): void {
    this.members.add(member);
    const { pinned, flags } = this.of(member.images);
    member.pin(pinned);
    if (flags) member.flag(flags);
  }

  leave(member: Member): void {
    this.members.delete(member);
  }

  hover(at: Member, row: number): void {
    this.same(at).forEach((member) => member.hover(row));
  }

  pin(at: Member, row: number): void {
    this.of(at.images).pinned = row;
    this.same(at).forEach((member) => member.pin(row));
  }

  /** @param count of all points */
  select(at: Member, rows: Int32Array, count: number): void {
    const flags = new Uint8Array(count).fill(NORMAL);
    rows.forEach((row) => (flags[row] = SELECTED));
    this.of(at.images).flags = flags;
    this.same(at).forEach((member) => member.flag(flags));
  }

  private same({ images }: Member): Member[] {
    return [...this.members].filter((member) => member.images === images);
  }

  private of(images: string): Chosen {
    const known = this.chosen.get(images) ?? { pinned: -1, flags: null };
    this.chosen.set(images, known);
    return known;
  }
}
