import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { once } from 'node:events';
import { toNativeError } from '../errors/native-error.js';
import { LOG, type Log } from '../logging/log.js';

/** Aborted when the client goes away before it has the whole answer. */
export function clientGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** Answers that are lines of JSON. */
@Injectable()
export class LineAnswer {
  constructor(@Inject(LOG) private readonly log: Log) {}

  /**
   * Writes a line for each chunk, as it comes, no faster than the client reads. Headers wait for the first chunk, so
   * that an error before it is answered with a status; a later one is a last line `{"error": …}`.
   */
  async send(reply: FastifyReply, chunks: AsyncIterable<object>, gone: AbortSignal): Promise<void> {
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
      response.write(`${JSON.stringify(this.report(error).toBody())}\n`);
    }
    response.end();
  }

  private report(error: unknown) {
    const reported = toNativeError(error);
    if (reported.status >= 500) this.log.error({ err: reported.cause ?? reported }, 'answer failed');
    return reported;
  }
}

function begin(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.writeHead(200, { ...reply.getHeaders(), 'content-type': 'application/x-ndjson' } as Record<string, string>);
}
