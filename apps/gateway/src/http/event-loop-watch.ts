const TICK_MS = 100;
// One block, as that of a very large body, is over when it is noticed: only what goes on is more than can be done.
const LATE_TICKS = 3;

/** Knows whether the event loop lags behind: whether all that comes now waits long until somebody looks at it. */
export class EventLoopWatch {
  #dueAt = 0;
  #lateTicks = 0;
  #timer?: NodeJS.Timeout;

  /** @param maxDelayMs how late a timer may be, three times in a row */
  constructor(private readonly maxDelayMs: number) {}

  get lagsBehind(): boolean {
    return this.#lateTicks >= LATE_TICKS;
  }

  start(): void {
    this.#dueAt = performance.now() + TICK_MS;
    this.#timer = setTimeout(() => this.#tick(), TICK_MS).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    const isLate = performance.now() - this.#dueAt > this.maxDelayMs;
    this.#lateTicks = isLate ? this.#lateTicks + 1 : 0;
    this.start();
  }
}
