import { setTimeout as pause } from 'node:timers/promises';
import { cpuMsOf } from '../processes/costs.ts';
import { Connection, type Observer } from './connection.ts';
import type { Target } from './target.ts';

export interface Load {
  target: Target;
  connections: number;
  timed: 'answer' | 'first token' | 'gap';
  /** Before the window: everybody is under way. */
  warmUpMs: number;
  windowMs: number;
  /** Whose CPU is counted. */
  pid: number;
}

/** What was counted in one window. */
export interface Counted {
  seconds: number;
  cpuMs: number;
  answers: number;
  tokens: number;
  /** Milliseconds of what the load is timed by. */
  times: number[];
  /** Answers that were not 200, not whole, or had another number of tokens. */
  failed: number;
}

/** Keeps all connections asking, and counts what happens in a window of that time. */
export async function measure({ target, connections, timed, warmUpMs, windowMs, pid }: Load): Promise<Counted> {
  const window = new Window(timed);
  const all = Array.from({ length: connections }, () => new Connection(target, window));
  await pause(warmUpMs);
  const cpu = cpuMsOf(pid);
  const begin = performance.now();
  window.open();
  await pause(windowMs);
  const seconds = (performance.now() - begin) / 1000;
  const cpuMs = cpuMsOf(pid) - cpu;
  for (const connection of all) connection.close();
  const { answers, tokens, times, failed } = window;
  return { seconds, cpuMs, answers, tokens, times, failed };
}

class Window implements Observer {
  answers = 0;
  tokens = 0;
  failed = 0;
  times: number[] = [];
  readonly #timed: Load['timed'];

  constructor(timed: Load['timed']) {
    this.#timed = timed;
  }

  /** Forgets all that came before, but failures. */
  open(): void {
    this.answers = 0;
    this.tokens = 0;
    this.times = [];
  }

  onTokens(count: number, gapMs: number, isFirst: boolean): void {
    this.tokens += count;
    if (this.#timed === 'first token' ? isFirst : this.#timed === 'gap' && !isFirst) this.times.push(gapMs);
  }

  onAnswer(milliseconds: number, isRight: boolean): void {
    this.answers++;
    if (!isRight) this.failed++;
    else if (this.#timed === 'answer') this.times.push(milliseconds);
  }
}
