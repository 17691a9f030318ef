import { notify } from '../dom';
import { pictureIn, takesDrops } from '../draw/picture';
import { Marker } from './marker';
import { OwnImage, type OwnActions } from './own';
import type { Placing } from './placing';
import type { Scatter } from './scatter';
import type { Shown } from './shown';
import type { Space } from './data';

/** An image of the user's own among the points, drawn, dropped or pasted anywhere on the page. */
export class Stranger {
  readonly own: OwnImage;
  readonly marker: Marker;
  private at: { latent: number[]; near: number[] } | null = null;

  constructor(
    space: Space,
    scatter: Scatter,
    private readonly shown: Shown,
    private readonly placing: Placing,
    actions: Omit<OwnActions, 'placed'>,
  ) {
    this.marker = new Marker(scatter);
    this.own = new OwnImage(space, {
      ...actions,
      placed: (at) => {
        this.at = at;
        this.stand();
      },
    });
  }

  /** It stands among the points as trained: a film of their training has no place for it. */
  stand(): void {
    const own = this.shown.filming ? null : this.at;
    this.marker.stand(own && this.placing.at(own.latent), own?.near ?? []);
  }

  /** Takes pictures that are dropped on a place, or pasted. */
  takes(place: HTMLElement, signal: AbortSignal): void {
    takesDrops(place, (file) => (file ? void this.own.take(file) : notify('That is no picture.')), signal);
    const paste = (event: ClipboardEvent) => {
      const picture = pictureIn(event.clipboardData);
      if (picture) void this.own.take(picture);
    };
    window.addEventListener('paste', paste, { signal });
  }
}
