import { complaint } from '../dom';
import { Writer } from '../name/writer';
import { given, renamed, type Given, type Naming } from './annotations';
import type { Space } from './data';

const MILLIS_UNTIL_AGAIN = 3000;

interface Job {
  namings: Naming[];
  done: (before: Naming[]) => void;
}

/** Names that a person gives to images: known to the page at once, in labels.csv as soon as it can be written. */
export class Labels {
  private readonly writer: Writer<Job>;
  private given = 0;
  private retrying = 0;

  /**
   * @param changed names are others now, and were these
   * @param told what there is to say of names not written yet; empty: nothing
   */
  constructor(
    private readonly space: Space,
    private readonly changed: (before: Given | null) => void,
    told: (sentence: string) => void,
  ) {
    const { label } = space.source;
    this.writer = new Writer(
      async (_, { namings, done }) => {
        if (label) done((await label(namings)).before);
      },
      (left, fault) => {
        clearTimeout(this.retrying);
        told(fault ? `Not written yet: ${complaint(fault)}` : left ? 'writing …' : '');
        if (fault) this.retrying = window.setTimeout(() => void this.writer.work(), MILLIS_UNTIL_AGAIN);
        if (!left) window.removeEventListener('beforeunload', this.leaving);
      },
    );
  }

  private readonly leaving = (event: BeforeUnloadEvent) => event.preventDefault();

  /** Gives names; what takes them back, once they are written. */
  write(namings: Naming[]): Promise<Naming[]> {
    const { space } = this;
    const before = space.given;
    space.given = renamed(before, space.shape.count, namings);
    this.changed(before);
    window.addEventListener('beforeunload', this.leaving);
    return new Promise((done) => this.writer.write(this.given++, { namings, done }));
  }

  /** Takes the names as the run has them now, where none of this page's own waits to be written. */
  async refetch(): Promise<void> {
    const { space } = this;
    await this.writer.work();
    const mine = this.given;
    let now: Given | null;
    try {
      now = await given(space.source, await space.source.run());
    } catch {
      // The server went away again: what is known stays.
      return;
    }
    if (this.writer.left || mine !== this.given) return;
    const before = space.given;
    space.given = now;
    this.changed(before);
  }

  /** Until all is written, or something cannot be. */
  written(): Promise<void> {
    return this.writer.work();
  }
}
