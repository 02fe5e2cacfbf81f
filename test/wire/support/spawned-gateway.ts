import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CapturedLog } from '../../support/captured-log.js';
import { closedOrigin } from '../../support/fake-ollama/index.js';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

// A test that fails does not leave them behind.
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The built service in a process of its own, with its log and the way it ends. */
export class SpawnedGateway {
  readonly log = new CapturedLog();
  readonly exit: Promise<{ code: number | null; signal: string | null }>;
  readonly complaints: Promise<string>;

  private constructor(readonly child: ChildProcess) {
    this.exit = once(child, 'exit').then(([code, signal]) => ({ code: code as number, signal: signal as string }));
    this.complaints = child.stderr ? text(child.stderr) : Promise.resolve('');
    running.add(child);
    child.once('exit', () => running.delete(child));
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.log.write(`${line}\n`));
  }

  static start(environment: Record<string, string>, stdout: 'pipe' | number = 'pipe'): SpawnedGateway {
    const stdio: StdioOptions = ['ignore', stdout, 'pipe'];
    const child = spawn(process.execPath, ['--enable-source-maps', 'dist/apps/gateway/src/main.js'], {
      cwd: PROJECT,
      env: { PORT: '0', ...environment },
      stdio,
    });
    return new SpawnedGateway(child);
  }

  /** On a port that is known beforehand, for a log that does not tell it. Resolves when it answers there. */
  static async startAt(
    environment: Record<string, string>,
    stdout?: 'pipe' | number,
  ): Promise<{ gateway: SpawnedGateway; url: string }> {
    const url = await closedOrigin();
    const gateway = SpawnedGateway.start({ PORT: new URL(url).port, ...environment }, stdout);
    for (let tries = 0; !(await isThere(url)); tries++) {
      if (tries === 300 || gateway.child.exitCode !== null) throw new Error('The service does not start.');
      await pause(100);
    }
    return { gateway, url };
  }

  /** Where it listens. */
  async url(): Promise<string> {
    const { url } = await this.log.line({ msg: 'Ollama Gateway listens; the documentation is at /docs' });
    return String(url);
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}

async function isThere(url: string): Promise<boolean> {
  return fetch(`${url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
}
