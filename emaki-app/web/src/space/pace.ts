/** Frames slower than this are felt. */
const MILLIS = 60;
/** As many points are always drawn: a thinner picture would be another one. */
const FEWEST = 50_000;
/** A share of the points is kept until it is off by as much, or the picture would flutter. */
const SLACK = 1.25;
/** What has not moved for so long is at rest. */
const REST_MILLIS = 250;

/** How large a share of the points is drawn: all at rest, and while they move as many as come fast enough, by how long frames took. */
export class Pace {
  /** Milliseconds that each of the last two frames would have taken with all points: one may have waited for something else. */
  private last: [number, number] = [0, 0];
  private share = 1;
  private drawn = 1;
  private moving: ReturnType<typeof setTimeout> | null = null;

  /** @param rested they came to rest, and not all of them are drawn */
  constructor(private readonly rested: () => void) {}

  moved(): void {
    this.stop();
    this.moving = setTimeout(() => {
      this.moving = null;
      if (this.drawn < 1) this.rested();
    }, REST_MILLIS);
  }

  stop(): void {
    if (this.moving) clearTimeout(this.moving);
  }

  /** A frame with a share of the points took so long. */
  took(millis: number, share: number): void {
    this.drawn = share;
    this.last = [this.last[1], millis / share];
  }

  shareOf(count: number): number {
    if (!this.moving) return 1;
    const least = Math.min(1, FEWEST / Math.max(1, count));
    const wanted = Math.max(least, Math.min(1, MILLIS / Math.max(1, Math.min(...this.last))));
    if (wanted > SLACK * this.share || wanted < this.share / SLACK || wanted === 1) this.share = wanted;
    return Math.max(least, this.share);
  }
}
