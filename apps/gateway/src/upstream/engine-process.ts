import { type ChildProcess, fork } from 'node:child_process';
import { OllamaError, type OllamaUpstream } from '@app/ollama';
import type { Log } from '../logging/log.js';

export interface EngineOptions {
  /** The built engine's entry file. */
  entry: string;
  modelsDirectory: string;
  logLevel: string;
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
    return new Promise((resolve) => {
      const patience = setTimeout(resolve, START_PATIENCE_MS);
      this.launch(() => {
        clearTimeout(patience);
        resolve();
      });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(impatience);
  }

  private launch(onListening: () => void): void {
    const { entry, modelsDirectory, logLevel } = this.options;
    const child = fork(
      entry,
      ['--models', modelsDirectory, '--host', '127.0.0.1', '--port', '0', '--log-level', logLevel],
      {
        // A debugger's port belongs to the gateway alone.
        execArgv: [],
      },
    );
    this.#child = child;
    child.on('message', (message: ListeningMessage) => {
      this.#port = message.port;
      this.#restartDelayMs = FIRST_RESTART_DELAY_MS;
      this.log.debug({ pid: child.pid, port: message.port }, 'embedded engine listens');
      onListening();
    });
    child.once('error', (err) => this.log.error({ err }, 'embedded engine could not be started'));
    child.once('exit', (code, signal) => this.onExit(code, signal, onListening));
  }

  private onExit(code: number | null, signal: string | null, onListening: () => void): void {
    this.#port = undefined;
    this.#child = undefined;
    if (this.#stopping) return;
    this.log.error({ code, signal, restartInMs: this.#restartDelayMs }, 'embedded engine ended; it is started again');
    this.#restartTimer = setTimeout(() => this.launch(onListening), this.#restartDelayMs);
    this.#restartDelayMs = Math.min(this.#restartDelayMs * 2, LONGEST_RESTART_DELAY_MS);
  }
}
