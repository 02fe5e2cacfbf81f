import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../../', import.meta.url);
const ENTRY = fileURLToPath(new URL('dist/apps/engine/src/main.js', ROOT));
const DEMO_MODEL = fileURLToPath(new URL('models/demo.gguf', ROOT));

/** The built engine as a process of its own, as the gateway starts it, with a copy of the demo model. */
export class RunningEngine {
  private constructor(
    readonly child: ChildProcess,
    readonly port: number,
    readonly modelsDirectory: string,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<RunningEngine> {
    const modelsDirectory = await mkdtemp(join(tmpdir(), 'engine-models-'));
    await cp(DEMO_MODEL, join(modelsDirectory, 'demo.gguf'));
    const child = fork(
      ENTRY,
      ['--models', modelsDirectory, '--host', '127.0.0.1', '--port', '0', '--log-level', 'silent'],
      {
        execArgv: [],
        env: { ...process.env, ...env },
      },
    );
    const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit').then(refuse)])) as [
      { type: string; port: number },
    ];
    return new RunningEngine(child, message.port, modelsDirectory);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  post(path: string, body: unknown, init: RequestInit = {}): Promise<Response> {
    return fetch(this.origin + path, { method: 'POST', body: JSON.stringify(body), ...init });
  }

  /** The answer's JSON, whatever its status. */
  async json(path: string, body: unknown): Promise<Record<string, unknown>> {
    return (await (await this.post(path, body)).json()) as Record<string, unknown>;
  }

  /** The lines of a streamed answer. */
  async lines(path: string, body: unknown): Promise<Record<string, unknown>[]> {
    return linesOf(await (await this.post(path, body)).text());
  }

  /** Ends it as the gateway does; resolves with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const ended = once(this.child, 'exit');
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    else return this.child.exitCode;
    const [code] = (await ended) as [number | null];
    await rm(this.modelsDirectory, { recursive: true, force: true });
    return code;
  }
}

export function linesOf(text: string): Record<string, unknown>[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

function refuse(): never {
  throw new Error('the engine ended before it listened; has it been built?');
}
