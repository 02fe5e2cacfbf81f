import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A program of the project in a process of its own. */
export interface Program {
  pid: number;
  /** What the pattern found. */
  found: string;
  /** Asks it to end, and waits until it has. */
  close(): Promise<void>;
}

/**
 * Starts a program in the project's directory and waits for a line of its output.
 * @param pattern its first group is what the line tells
 * @param environment all that it gets besides the path: not what the developer has configured
 * @throws when it ends before
 */
export async function startProgram(
  [program, ...args]: [string, ...string[]],
  pattern: RegExp,
  environment: Record<string, string> = {},
): Promise<Program> {
  const child = spawn(program, args, {
    cwd: PROJECT,
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // Whoever started it may end without closing it: a test that gave up waiting, a benchmark that failed.
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const found = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`${program} ${args.join(' ')} ended early.`)));
    createInterface(child.stdout).on('line', (line) => {
      const match = pattern.exec(line)?.[1];
      if (match !== undefined) resolve(match);
    });
  });
  const close = async (): Promise<void> => {
    process.off('exit', end);
    child.kill('SIGTERM');
    await ended;
  };
  return { pid: child.pid as number, found, close };
}
