/** A line of `POST /api/pull`. */
export interface PullProgress {
  status: string;
  /** Tells one file's progress from another's. */
  digest?: string;
  /** Bytes. */
  total?: number;
  completed?: number;
}

/** The newest progress for whoever reads, however seldom that is: older news is of no use. */
export class LatestProgress {
  #latest?: PullProgress;
  #wake?: () => void;
  #ended = false;

  push(progress: PullProgress): void {
    this.#latest = progress;
    this.#wake?.();
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *read(): AsyncGenerator<PullProgress> {
    for (;;) {
      const latest = this.#latest;
      this.#latest = undefined;
      if (latest) yield latest;
      else if (this.#ended) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
