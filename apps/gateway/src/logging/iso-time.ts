let writtenAt = 0;
let written = '';

/**
 * The time as ISO 8601 has it, for a log; made once a millisecond, since it takes longer than all else of a line.
 * @param time in milliseconds, as `Date.now` has it
 */
export function isoTime(time = Date.now()): string {
  if (time !== writtenAt) written = new Date(time).toISOString();
  writtenAt = time;
  return written;
}
