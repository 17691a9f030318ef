/** What can be taken back and done again, the last first. */

export interface Step {
  undo: () => unknown;
  redo: () => unknown;
}

export class Steps {
  /** One after another: to take back a name it has to be written. */
  private last: Promise<unknown> = Promise.resolve();

  /** @param changed told whether there is something to be taken back, and to be done again */
  constructor(
    private readonly changed: (undo: boolean, redo: boolean) => void,
    readonly done: Step[] = [],
    readonly undone: Step[] = [],
  ) {
    this.tell();
  }

  /** Something has been done. */
  add(step: Step): void {
    this.done.push(step);
    this.undone.length = 0;
    this.tell();
  }

  undo(): Promise<unknown> {
    return this.move(this.done, this.undone, (step) => step.undo());
  }

  redo(): Promise<unknown> {
    return this.move(this.undone, this.done, (step) => step.redo());
  }

  private move(from: Step[], to: Step[], work: (step: Step) => unknown): Promise<unknown> {
    const step = from.pop();
    if (!step) return this.last;
    to.push(step);
    this.tell();
    return (this.last = this.last.then(() => work(step)));
  }

  private tell(): void {
    this.changed(this.done.length > 0, this.undone.length > 0);
  }
}
