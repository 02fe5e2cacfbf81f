import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const MEBIBYTE = 1024 * 1024;

/** MiB of live objects in this process. */
export function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / MEBIBYTE;
}

/** MiB of resident memory of a process. */
export function resident(pid: number | undefined): number {
  const [, kibibytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

/** Open sockets of a process. */
export function openSockets(pid: number | undefined): number {
  const directory = `/proc/${pid}/fd`;
  return readdirSync(directory).filter((fd) => linkOf(`${directory}/${fd}`).startsWith('socket:')).length;
}

/** How many more a process has than it had, when all who were connected have gone and a little time has passed. */
export async function socketsLeft(pid: number | undefined, before: number): Promise<number> {
  for (let tries = 0; tries < 100 && openSockets(pid) > before; tries++) await pause(100);
  return Math.max(0, openSockets(pid) - before);
}

/** Empty when it has been closed meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
