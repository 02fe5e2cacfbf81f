import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** One JSON object a line, as the gateway's; never prompts or answers. */
export type Log = Logger;
export const LOG = Symbol('Log');

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: { part: 'engine' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pino.destination({ sync: true }),
  );
}

/** What Nest has to say: its start is nobody's news. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown): void {
    this.target.trace(String(message));
  }

  warn(message: unknown): void {
    this.target.warn(String(message));
  }

  error(message: unknown, stack?: unknown): void {
    this.target.error({ stack }, String(message));
  }
}
