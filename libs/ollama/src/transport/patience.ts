/**
 * A time limit on somebody's silence, one after the other. A timer that was set once is left to run while its end comes
 * early enough: it looks what is left then. To set and clear one for each request costs more than a microsecond.
 */
export class Patience {
  /** 0 while nothing is waited for, or for ever. */
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
    if (limitMs === 0 || this.#suspended) return;
    if (this.#timer === undefined || limitMs < this.#timerMs) this.#wait(limitMs);
  }

  /** Something was heard: the same limit begins again. A time is noted, since to move a timer costs ten times that. */
  renew(): void {
    this.#heardAt = performance.now();
  }

  /** Silence is our own wish for a while. */
  suspend(): void {
    this.#suspended = true;
  }

  /** The limit that was suspended begins again. */
  resume(): void {
    if (!this.#suspended) return;
    this.#suspended = false;
    this.start(this.#limitMs);
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.#limitMs = 0;
    this.#suspended = false;
  }

  /** Nothing will be waited for any more. */
  end(): void {
    this.stop();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  readonly #check = (): void => {
    this.#timer = undefined;
    if (this.#limitMs === 0 || this.#suspended) return;
    const leftMs = this.#limitMs - (performance.now() - this.#heardAt);
    if (leftMs <= 0) this.onExhausted();
    else this.#wait(Math.ceil(leftMs));
  };

  #wait(timerMs: number): void {
    clearTimeout(this.#timer);
    this.#timerMs = timerMs;
    this.#timer = setTimeout(this.#check, timerMs);
  }
}
