import type { LlamaContext, LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import { NativeError } from '../errors/native-error.js';

/** A place in a context, for one request at a time. */
export interface SequenceLease {
  sequence: LlamaContextSequence;
  release(): void;
}

interface Waiter {
  size: number;
  tokens: Token[];
  signal: AbortSignal;
  resolve: (lease: SequenceLease) => void;
  reject: (error: unknown) => void;
}

interface OpenContext {
  context: LlamaContext;
  size: number;
  free: LlamaContextSequence[];
  busy: number;
}

const REQUESTS_SIDE_BY_SIDE = 4;
const MOST_WAITING = 512;

/**
 * The places of a model's context. Requests beyond them wait in the order in which they came. One that wants a longer
 * context gets a new one, which is everybody's from then on.
 */
export class SequencePool {
  #open?: OpenContext;
  #waiting: Waiter[] = [];
  #pumping = false;

  constructor(
    private readonly model: LlamaModel,
    private readonly threads: number,
  ) {}

  /** Tokens that a sequence can hold now. */
  get contextLength(): number {
    return this.#open?.size ?? 0;
  }

  get memory(): number {
    return this.#open?.context.memoryUsage.ram ?? 0;
  }

  /**
   * @param size tokens that the sequence has to hold
   * @param tokens the prompt: a sequence that has read its beginning already is preferred
   */
  lease(size: number, tokens: Token[], signal: AbortSignal): Promise<SequenceLease> {
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(NativeError.busy());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ size, tokens, signal, resolve, reject });
      signal.addEventListener('abort', () => this.giveUp(resolve, signal), { once: true });
      void this.pump();
    });
  }

  async dispose(): Promise<void> {
    await this.#open?.context.dispose();
    this.#open = undefined;
  }

  private giveUp(resolve: Waiter['resolve'], signal: AbortSignal): void {
    const waiter = this.#waiting.find((each) => each.resolve === resolve);
    this.#waiting = this.#waiting.filter((each) => each !== waiter);
    waiter?.reject(signal.reason);
  }

  private async pump(): Promise<void> {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      while (await this.serve(this.#waiting[0]));
    } finally {
      this.#pumping = false;
    }
  }

  /** Whether there may be somebody else to serve. */
  private async serve(waiter: Waiter | undefined): Promise<boolean> {
    if (!waiter) return false;
    try {
      const open = await this.contextOf(waiter.size);
      // Gone while the context was made.
      if (this.#waiting[0] !== waiter) return true;
      const sequence = takeFree(open, waiter.tokens);
      if (!sequence) return false;
      this.#waiting.shift();
      waiter.resolve(this.leaseOf(open, sequence));
    } catch (error) {
      this.#waiting = this.#waiting.filter((each) => each !== waiter);
      waiter.reject(error);
    }
    return true;
  }

  private leaseOf(open: OpenContext, sequence: LlamaContextSequence): SequenceLease {
    return {
      sequence,
      release: () => {
        open.busy--;
        open.free.push(sequence);
        if (open !== this.#open && open.busy === 0) void open.context.dispose();
        void this.pump();
      },
    };
  }

  private async contextOf(size: number): Promise<OpenContext> {
    if (this.#open && this.#open.size >= size) return this.#open;
    const old = this.#open;
    this.#open = undefined;
    if (old?.busy === 0) await old.context.dispose();
    const context = await this.createContext(size, REQUESTS_SIDE_BY_SIDE)
      .catch(() => this.createContext(size, 1))
      .catch((cause: unknown) => {
        throw new NativeError(500, 'model requires more system memory than is available', { cause });
      });
    const free = Array.from({ length: context.totalSequences }, () => context.getSequence());
    this.#open = { context, size, free, busy: 0 };
    return this.#open;
  }

  private createContext(size: number, sequences: number): Promise<LlamaContext> {
    // The library keeps one place for itself.
    return this.model.createContext({
      contextSize: size + 1,
      sequences,
      threads: this.threads,
      failedCreationRemedy: false,
    });
  }
}

function takeFree(open: OpenContext, tokens: Token[]): LlamaContextSequence | undefined {
  const read = open.free.map((sequence) => sequence.compareContextTokens(tokens).firstDifferentIndex);
  const [sequence] = open.free.splice(Math.max(0, read.indexOf(Math.max(...read))), 1);
  if (sequence) open.busy++;
  return sequence;
}
