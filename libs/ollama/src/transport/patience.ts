/** A time limit on somebody's silence. */
export class Patience {
  #limitMs = 0;
  #suspended = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly onExhausted: () => void) {}

  /** Starts to wait for `limitMs`, instead of any earlier limit; 0 waits for ever. */
  start(limitMs: number): void {
    this.stop();
    this.#limitMs = limitMs;
    if (limitMs > 0 && !this.#suspended) this.#timer = setTimeout(this.onExhausted, limitMs);
  }

  /** Something was heard: the same limit begins again. */
  renew(): void {
    this.#timer?.refresh();
  }

  /** Silence is our own wish for a while. */
  suspend(): void {
    this.#suspended = true;
    this.stop();
  }

  /** The limit that was suspended begins again. */
  resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.start(this.#limitMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
