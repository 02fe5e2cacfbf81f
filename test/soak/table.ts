/** What became of one scenario. */
export interface Row {
  scenario: string;
  attempts: number;
  failures: number;
  /** Sockets, and where all runs in this process timers and listeners. */
  leaked: number;
  /** MiB before and after: of the heap when all runs in this process, else resident memory of the service. */
  memory: [before: number, after: number];
  note: string;
}

const rows: Row[] = [];

export function report(row: Row): void {
  rows.push(row);
}

/** The rows that tell of a failure or a leak. */
export function findings(): Row[] {
  return rows.filter(({ failures, leaked }) => failures > 0 || leaked > 0);
}

/** All rows so far as a table of Markdown. */
export function table(): string {
  const lines = rows.map(({ scenario, attempts, failures, leaked, memory: [before, after], note }) => [
    scenario,
    attempts.toLocaleString('en'),
    failures.toLocaleString('en'),
    String(leaked),
    `${before.toFixed(0)} → ${after.toFixed(0)}`,
    note,
  ]);
  const head = ['Scenario', 'Attempts', 'Failures', 'Leaked handles', 'Memory, MiB', ''];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
