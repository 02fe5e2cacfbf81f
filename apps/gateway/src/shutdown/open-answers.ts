import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { toOpenAiError } from '@app/openai';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLivenessCheck } from '../health/health-paths.js';
import { Bag } from './bag.js';

/** Knows the answers that are under way, and refuses to begin more when the service stops. */
export class OpenAnswers {
  readonly #open = new Bag<ServerResponse>();
  readonly #ended = Promise.withResolvers<void>();
  #stopping = false;

  /** @throws OpenAiError 503 when the service stops */
  begin({ url, raw: { socket } }: FastifyRequest, { raw }: FastifyReply): void {
    if (this.#stopping) {
      raw.shouldKeepAlive = false;
      if (!isLivenessCheck(url)) throw toOpenAiError({ kind: 'closed' });
    }
    const remove = this.#open.add(raw);
    raw.on('close', () => {
      remove();
      // It was promised to be kept alive before anybody knew better.
      if (this.#stopping) socket.destroySoon();
      this.#tellWhenEnded();
    });
  }

  /** The answer that is written to this connection now, or that is waited for. */
  on(socket: Socket): ServerResponse | undefined {
    for (const answer of this.#open) if (answer.socket === socket) return answer;
    return undefined;
  }

  /** From now on nothing is begun, and connections close with their answers. Resolves when no answer is under way. */
  stop(): Promise<void> {
    this.#stopping = true;
    for (const answer of this.#open) answer.shouldKeepAlive = false;
    this.#tellWhenEnded();
    return this.#ended.promise;
  }

  #tellWhenEnded(): void {
    if (this.#stopping && this.#open.size === 0) this.#ended.resolve();
  }
}
