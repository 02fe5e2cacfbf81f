/** What can be held up: a response whose bytes are being read. */
export interface Pausable {
  pause(): void;
  resume(): void;
}

/**
 * Carries back-pressure against the direction of an Observable: the writer of an answer pauses it when its socket is
 * full, and every native request attached to it stops reading until it is resumed. One belongs to one HTTP request.
 */
export class FlowControl {
  #paused = false;
  readonly #sources = new Set<Pausable>();

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
    for (const source of this.#sources) source.pause();
  }

  resume(): void {
    this.#paused = false;
    for (const source of this.#sources) source.resume();
  }

  /** Returns the function that detaches the source again. */
  attach(source: Pausable): () => void {
    this.#sources.add(source);
    if (this.#paused) source.pause();
    return () => this.#sources.delete(source);
  }
}
