let writtenAt = 0;
let written = '';

/** The time as ISO 8601 has it, for a log; made once a millisecond, since it takes longer than all else of a line. */
export function isoTime(): string {
  const now = Date.now();
  if (now !== writtenAt) written = new Date(now).toISOString();
  writtenAt = now;
  return written;
}
