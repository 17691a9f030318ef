import { complaint, notify } from '../dom';
import type { Space } from './data';
import type { Scatter } from './scatter';
import { fill, layOut } from './sheets';

/** Images in the place of dots. */
export class Sprites {
  private wanted = false;

  constructor(
    private readonly space: Space,
    private readonly scatter: Scatter,
  ) {}

  /** Draws them, once all are there, or dots again. */
  async show(wanted: boolean): Promise<void> {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (!wanted) {
      this.scatter.setSprites(null);
      return;
    }
    const { count } = this.space.shape;
    const { width, height, channels } = this.space.run.image;
    const layout = layOut(count, width, height, channels);
    if (!layout) {
      notify('These images are too many or too large to be drawn all at once; dots stay.');
      return;
    }
    try {
      const sheets = await fill(layout, this.space.images, count);
      if (this.wanted) this.scatter.setSprites(sheets);
    } catch (e) {
      this.wanted = false;
      notify(complaint(e));
    }
  }
}
