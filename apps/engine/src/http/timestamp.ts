/** RFC 3339 with more digits than milliseconds have, as Ollama writes it. */
export function timestamp(): string {
  const now = performance.timeOrigin + performance.now();
  const microseconds = String(Math.floor((now % 1) * 1000)).padStart(3, '0');
  return `${new Date(now).toISOString().slice(0, -1)}${microseconds}Z`;
}

/** A moment that is no clearer than milliseconds. */
export function dateStamp(date: Date): string {
  return date.toISOString();
}

/** Milliseconds as Ollama counts time: whole nanoseconds. */
export function nanoseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1e6);
}
