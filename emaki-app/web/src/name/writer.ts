/** Writes names one after another, each by a number, and keeps what has not been written until it is. */
export class Writer<T = string> {
  private readonly waiting = new Map<number, T>();
  private working: Promise<void> | null = null;

  /** @param told how many names wait to be written, and why the first of them could not be; null: it may yet */
  constructor(
    private readonly send: (number: number, name: T) => Promise<unknown>,
    private readonly told: (left: number, fault: unknown) => void,
  ) {}

  get left(): number {
    return this.waiting.size;
  }

  /** Gives up what waits to another who writes it, in this order. */
  take(): [number, T][] {
    const waiting = [...this.waiting];
    this.waiting.clear();
    return waiting;
  }

  write(number: number, name: T): void {
    this.waiting.set(number, name);
    void this.work();
  }

  /** Goes on, after a fault too, until all is written or something cannot be. */
  async work(): Promise<void> {
    if (this.left) await (this.working ??= this.writeAll());
  }

  private async writeAll(): Promise<void> {
    let fault: unknown = null;
    for (const [number, name] of this.waiting) {
      this.told(this.left, null);
      try {
        await this.send(number, name);
      } catch (e) {
        fault = e;
        break;
      }
      // It may have been given another meanwhile, which comes again at the end.
      const now = this.waiting.get(number);
      this.waiting.delete(number);
      if (now !== undefined && now !== name) this.waiting.set(number, now);
    }
    this.working = null;
    this.told(this.left, fault);
  }
}
