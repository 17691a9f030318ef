import { save } from '../dom';
import { captioned } from '../figure';
import { pngOf } from '../pictures';
import type { Space } from './data';
import { pointsCsv } from './export';
import type { Names } from './names';
import type { Scatter } from './scatter';
import type { Showing } from './showing';

/** What is seen of a space as files: the points as a picture, or as a table. */
export class Saving {
  constructor(
    private readonly space: Space,
    private readonly scatter: Scatter,
    private readonly names: Names,
    private readonly showing: Showing,
  ) {}

  /** The points as they are drawn now with their groups' names, at most so wide. */
  picture(most?: number): HTMLCanvasElement {
    return this.names.draw(this.scatter.picture(most));
  }

  /** A picture with what it is of and what its colours mean, in letters that can be read where it is smaller than the page. */
  captioned(picture: HTMLCanvasElement): HTMLCanvasElement {
    return captioned(picture, this.showing.caption(), Math.max(1, picture.width / this.scatter.element.clientWidth));
  }

  async png(): Promise<void> {
    save(`${this.space.run.name}.png`, await pngOf(this.captioned(this.picture())));
  }

  /** The points that are shown, with their errors where those are known or can be. */
  async csv(): Promise<void> {
    await this.showing.measured();
    save(`${this.space.run.name}.csv`, pointsCsv(this.space, this.showing.rows(), this.showing.errors));
  }
}
