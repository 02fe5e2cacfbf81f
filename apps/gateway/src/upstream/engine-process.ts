import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { OllamaError, type OllamaUpstream } from '@app/ollama';
import type { Log } from '../logging/log.js';

export interface EngineOptions {
  /** The built engine's entry file. */
  entry: string;
  modelsDirectory: string;
  logLevel: string;
  /** Milliseconds that the start of the service waits for the engine: 15,000 unless given. */
  startPatienceMs?: number;
  /** Milliseconds that a stopping engine has before it is killed: 5,000 unless given. */
  stopPatienceMs?: number;
}

interface ListeningMessage {
  type: 'listening';
  port: number;
}

const START_PATIENCE_MS = 15_000;
const STOP_PATIENCE_MS = 5_000;
const FIRST_RESTART_DELAY_MS = 100;
const LONGEST_RESTART_DELAY_MS = 10_000;

/**
 * The embedded engine: a native Ollama API on llama.cpp in a process of its own, so that a crash of native code does
 * not take the gateway along. It is started again when it ends; meanwhile requests are refused with a 503.
 */
export class EngineProcess implements OllamaUpstream {
  readonly basePath = '';
  readonly #waited = Promise.withResolvers<void>();
  #startPatience?: NodeJS.Timeout;
  #child?: ChildProcess;
  #port?: number;
  #restartTimer?: NodeJS.Timeout;
  #restartDelayMs = FIRST_RESTART_DELAY_MS;
  #stopping = false;

  constructor(
    private readonly options: EngineOptions,
    private readonly log: Log,
  ) {}

  get origin(): string {
    if (this.#port !== undefined) return `http://127.0.0.1:${this.#port}`;
    throw new OllamaError({ kind: 'unavailable', reason: 'The embedded engine is starting.', retryAfterSeconds: 1 });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the engine listens, or when it has not managed to for a while: it goes on being tried. */
  start(): Promise<void> {
    if (this.#startPatience === undefined) {
      this.#startPatience = setTimeout(this.#waited.resolve, this.options.startPatienceMs ?? START_PATIENCE_MS);
      this.#launch();
    }
    return this.#waited.promise;
  }

  /** Resolves when the engine has ended, and is not started again. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopWaiting();
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (child?.pid === undefined) return;
    const ended = once(child, 'exit');
    const impatience = setTimeout(() => child.kill('SIGKILL'), this.options.stopPatienceMs ?? STOP_PATIENCE_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(impatience);
  }

  #launch(): void {
    const { entry, modelsDirectory, logLevel } = this.options;
    const child = fork(
      entry,
      ['--models', modelsDirectory, '--host', '127.0.0.1', '--port', '0', '--log-level', logLevel],
      {
        // A debugger's port belongs to the gateway alone.
        execArgv: [],
        // A terminal's Ctrl-C is for the gateway: answers under way may end before the engine does.
        detached: true,
      },
    );
    this.#child = child;
    child.on('message', (message) => {
      if (isListening(message)) this.#onListening(message.port);
    });
    child.on('error', (err) => {
      this.log.error({ err }, 'embedded engine failed');
      // Without a process there is no exit to wait for.
      if (child.pid === undefined) this.#onEnd(null, null);
    });
    child.once('exit', (code, signal) => this.#onEnd(code, signal));
  }

  #onListening(port: number): void {
    this.#port = port;
    this.#restartDelayMs = FIRST_RESTART_DELAY_MS;
    this.log.debug({ pid: this.pid, port }, 'embedded engine listens');
    this.#stopWaiting();
  }

  #onEnd(code: number | null, signal: string | null): void {
    this.#port = undefined;
    this.#child = undefined;
    if (this.#stopping) return;
    this.log.error({ code, signal, restartInMs: this.#restartDelayMs }, 'embedded engine ended; it is started again');
    this.#restartTimer = setTimeout(() => this.#launch(), this.#restartDelayMs);
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
  }

  #stopWaiting(): void {
    clearTimeout(this.#startPatience);
    this.#waited.resolve();
  }
}

function isListening(message: unknown): message is ListeningMessage {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'listening';
}
