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
  // They are few: an array costs a request a fifth of what a Set does.
  readonly #sources: Pausable[] = [];

  get paused(): boolean {
    return this.#paused;
  }

  pause(): void {
    this.#paused = true;
    for (const source of this.#sources.slice()) source.pause();
  }

  resume(): void {
    this.#paused = false;
    // One that goes on may end, and is then detached.
    for (const source of this.#sources.slice()) source.resume();
  }

  attach(source: Pausable): void {
    this.#sources.push(source);
    if (this.#paused) source.pause();
  }

  detach(source: Pausable): void {
    const place = this.#sources.indexOf(source);
    if (place !== -1) this.#sources.splice(place, 1);
  }
}
