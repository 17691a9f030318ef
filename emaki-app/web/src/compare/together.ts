import { present } from '../present';

/** What turns together: a space as it is looked at. */
export interface Turning {
  /** From where it is looked at, in its own measure. */
  pose: number[];
  /** Milliseconds that the last frames took to draw. */
  readonly frames: readonly number[];
}

/** What the followers of one frame may cost in all; at least one follows. */
const MOST_MILLIS = 24;

/**
 * Lets spaces turn together. One leads, the one that is being moved; the others follow, as many in a frame as can be drawn in it, so that
 * the hand is not kept waiting by what it does not look at.
 */
export class Together<T extends Turning> {
  private readonly members = new Set<T>();
  private readonly waiting = new Set<T>();
  private leader: T | null = null;
  private pose: number[] | null = null;
  private asked = false;

  /** @param nextFrame calls back when the next frame is due */
  constructor(private readonly nextFrame: (work: () => void) => void) {}

  /** Takes a space in, which looks from where the others do. */
  join(space: T): void {
    this.members.add(space);
    if (this.pose) space.pose = this.pose;
  }

  leave(space: T): void {
    this.members.delete(space);
    this.waiting.delete(space);
    if (this.leader === space) this.leader = null;
  }

  /** A space is taken in hand. */
  lead(space: T): void {
    this.leader = space;
  }

  /** A space has been drawn. */
  drawn(space: T): void {
    if (space !== this.leader) return;
    const { pose } = space;
    if (String(pose) === String(this.pose)) return;
    this.pose = pose;
    this.members.forEach((member) => member !== space && this.waiting.add(member));
    this.ask();
  }

  private ask(): void {
    if (this.asked || !this.waiting.size) return;
    this.asked = true;
    this.nextFrame(() => {
      this.asked = false;
      this.follow();
      this.ask();
    });
  }

  /** Those that have waited longest come first. */
  private follow(): void {
    let millis = 0;
    for (const space of this.waiting) {
      this.waiting.delete(space);
      space.pose = present(this.pose);
      millis += space.frames[space.frames.length - 1] ?? 0;
      if (millis >= MOST_MILLIS) return;
    }
  }
}
