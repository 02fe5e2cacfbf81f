import { EventEmitter, once } from 'node:events';

export type LogLine = Record<string, unknown>;

/** Takes the place of standard output: keeps the lines of the log, and lets a test wait for one. */
export class CapturedLog {
  readonly #events = new EventEmitter();
  readonly #lines: string[] = [];

  write(line: string): void {
    this.#lines.push(line);
    this.#events.emit('line');
  }

  /** All that was written, as it was written. */
  get text(): string {
    return this.#lines.join('');
  }

  get lines(): LogLine[] {
    return this.#lines.map((line) => JSON.parse(line) as LogLine);
  }

  /** Resolves with the first line that has these values, as soon as it is there. */
  async line(values: LogLine): Promise<LogLine> {
    const wanted = Object.entries(values);
    for (;;) {
      const found = this.lines.find((line) => wanted.every(([key, value]) => line[key] === value));
      if (found) return found;
      await once(this.#events, 'line');
    }
  }
}
