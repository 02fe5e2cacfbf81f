import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** `taskset` and a core to spare: what is measured has a core of its own, everything else is on the other ones. */
export const IS_PINNED = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0;

const MEASURED_CORE = availableParallelism() - 1;

/** The command line that starts a process on the core of what is measured. */
export function onMeasuredCore(command: readonly [string, ...string[]]): [string, ...string[]] {
  return IS_PINNED ? ['taskset', '--cpu-list', String(MEASURED_CORE), ...command] : [...command];
}

/** Keeps this process, and all that it starts otherwise, away from the core of what is measured. */
export function leaveMeasuredCore(): void {
  if (!IS_PINNED) return;
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `0-${MEASURED_CORE - 1}`, String(process.pid)]);
}
