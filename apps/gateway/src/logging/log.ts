import { type DestinationStream, type Logger, pino } from 'pino';

/** The structured log of the service: one JSON object a line; never prompts, answers or keys. */
export type Log = Logger;
export const LOG = Symbol('Log');

/** @param destination where the lines go: standard output, written asynchronously, unless given */
export function createLog(level: string, destination?: DestinationStream): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? pino.destination({ sync: false }),
  );
}
