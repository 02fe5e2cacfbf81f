import { readdirSync, readFileSync } from 'node:fs';

/** Milliseconds of CPU that all threads of a process have taken so far. */
export function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map(
    (thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0],
  );
  return nanoseconds.reduce((sum, each) => sum + Number(each), 0) / 1e6;
}

/** Resident memory of a process now, in KiB. */
export function residentKibOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}
