import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import { toNativeError } from '../errors/native-error.js';

/** Aborted when the client goes away before it has the whole answer. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/**
 * Writes a line of JSON for each chunk, as it comes, no faster than the client reads. Headers wait for the first chunk,
 * so that an error before it is answered with a status; a later one is a last line `{"error": …}`.
 */
export async function answerLines(
  reply: FastifyReply,
  chunks: AsyncIterable<object>,
  gone: AbortSignal,
): Promise<void> {
  const response = reply.raw;
  const write = async (line: object): Promise<void> => {
    if (!response.headersSent) begin(reply);
    if (!response.write(`${JSON.stringify(line)}\n`)) await once(response, 'drain', { signal: gone });
  };
  try {
    for await (const chunk of chunks) {
      if (gone.aborted) return;
      await write(chunk);
    }
    if (!response.headersSent) begin(reply);
  } catch (error) {
    if (gone.aborted) return;
    if (!response.headersSent) throw error;
    response.write(`${JSON.stringify(toNativeError(error).toBody())}\n`);
  }
  response.end();
}

function begin(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { ...reply.getHeaders(), 'content-type': 'application/x-ndjson' } as Record<string, string>);
}
