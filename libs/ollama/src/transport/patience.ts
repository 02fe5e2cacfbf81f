/** A time limit on somebody's silence. */
export class Patience {
  #limitMs = 0;
  #heardAt = 0;
  #suspended = false;
  #timerMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly onExhausted: () => void) {}

  /** Starts to wait for `limitMs`, instead of any earlier limit; 0 waits for ever. */
  start(limitMs: number): void {
    this.#limitMs = limitMs;
    this.renew();
    // A timer that ends earlier looks how much is left then: to set another costs half a microsecond.
    if (this.#timer !== undefined && limitMs >= this.#timerMs) return;
    this.stop();
    if (limitMs > 0 && !this.#suspended) this.#wait(limitMs);
  }

  /** Something was heard: the same limit begins again. A time is noted, since to move a timer costs ten times that. */
  renew(): void {
    this.#heardAt = performance.now();
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

  readonly #check = (): void => {
    const leftMs = this.#limitMs - (performance.now() - this.#heardAt);
    if (leftMs <= 0) this.onExhausted();
    else this.#wait(Math.ceil(leftMs));
  };

  #wait(timerMs: number): void {
    this.#timerMs = timerMs;
    this.#timer = setTimeout(this.#check, timerMs);
  }
}
