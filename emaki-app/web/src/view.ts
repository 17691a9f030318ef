import type { Keys } from './keys';

/** A view fills the page until it is closed. */
export interface View {
  close(): void;
  /** What its keys do. */
  readonly keys?: Keys;
  /** Once what was done in it is written, or cannot be: the next view opens then, and shows it. */
  written?(): Promise<void>;
}
