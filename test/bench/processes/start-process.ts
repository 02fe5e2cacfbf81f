import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import { onMeasuredCore } from './pinning.ts';

export interface Running {
  child: ChildProcess;
  pid: number;
  port: number;
}

const NODE_OPTIONS = packageJson.scripts.start.match(/--\S+/g) ?? [];

const running = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a file of the benchmark, which tells its port; on the core of what is measured, or on the others. */
export async function startFile(file: string, args: string[], { measured }: { measured: boolean }): Promise<Running> {
  const command: [string, ...string[]] = [process.execPath, `test/bench/${file}`, ...args];
  const child = start(measured ? onMeasuredCore(command) : command, 'inherit');
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { child, pid: child.pid as number, port };
}

/** Starts the built gateway as it is deployed, on the core of what is measured. Its log goes to a file, as a log does. */
export async function startGateway(settings: Record<string, string>, logFile: string): Promise<Running> {
  const port = await freePort();
  const command: [string, ...string[]] = [process.execPath, ...NODE_OPTIONS, 'dist/apps/gateway/src/main.js'];
  const child = start(onMeasuredCore(command), openSync(logFile, 'a'), { PORT: String(port), ...settings });
  await answers(`http://127.0.0.1:${port}/health/live`);
  return { child, pid: child.pid as number, port };
}

/** Starts a process beside what is measured that is spoken to over IPC. */
export function startHelper(file: string): ChildProcess {
  return start([process.execPath, `test/bench/${file}`], 'inherit');
}

function start(command: [string, ...string[]], output: 'inherit' | number, settings: Record<string, string> = {}) {
  const [program, ...args] = command;
  const env = { PATH: process.env['PATH'], ...settings };
  const child = spawn(program, args, { env, stdio: ['ignore', output, 'inherit', 'ipc'] });
  running.add(child);
  // Nothing that is measured goes on without it.
  child.once('exit', (code) => {
    throw new Error(`${program} ${args.join(' ')} ended early, with ${code}.`);
  });
  return child;
}

async function answers(url: string): Promise<void> {
  const isThere = await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isThere) return;
  await pause(50);
  return answers(url);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
