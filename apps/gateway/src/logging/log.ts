import { type DestinationStream, type Logger, pino } from 'pino';
import { isoTime } from './iso-time.js';
import { type Line, LineBlocks, type Sink } from './line-blocks.js';

/** Takes whole lines; one that gathers them may take a line before it is printed. */
export interface LogDestination extends DestinationStream {
  writeLater?(line: Line): void;
}

/** The structured log of the service: one JSON object a line; never prompts, answers or keys. */
export type Log = Logger & {
  readonly [pino.symbols.streamSym]: LogDestination;
};
export const LOG = Symbol('Log');

/** @param destination where the lines go: standard output, written asynchronously, unless given */
export function createLog(level: string, destination?: LogDestination): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${isoTime()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination ?? standardOutput(),
  ) as Log;
}

const BLOCK_BYTES = 32 * 1024;
const LONGEST_WAIT_MS = 100;

// Some 20,000 lines that nobody takes off the service's hands; what comes then is lost.
const MAX_UNWRITTEN_BYTES = 8 * 1024 * 1024;

// What is left when the process ends is tried for so long, and then lost.
const LAST_LINES_MS = 1000;

/** A log that cannot be written fails no request: a full disk and a reader that is gone or stuck cost lines only. */
function standardOutput(): LogDestination {
  // Makes a pipe one that does not block: a thread that waits for its reader could not be ended, nor the process.
  void process.stdout;
  let givesUpAt = Infinity;
  const output = pino.destination({
    sync: false,
    contentMode: 'buffer',
    maxLength: MAX_UNWRITTEN_BYTES,
    retryEAGAIN: () => performance.now() < givesUpAt,
  });
  // As its types do not know, it takes bytes in this mode.
  const blocks = new LineBlocks(output as unknown as Sink, BLOCK_BYTES, LONGEST_WAIT_MS);
  const writeTheRest = output.flushSync.bind(output);
  output.flushSync = () => {
    givesUpAt = performance.now() + LAST_LINES_MS;
    try {
      blocks.flush();
      writeTheRest();
    } catch {
      // Nobody is left to be told.
    }
  };
  output.on('error', () => {
    // The end of the process would try for ever what cannot be written.
    output.flushSync = () => {};
  });
  return blocks;
}
