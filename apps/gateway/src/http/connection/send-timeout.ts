import type { ServerResponse } from 'node:http';
import type { Pausable } from '@app/ollama';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Exchange } from '../exchange.js';

/**
 * Breaks an answer off whose client takes nothing of it for so long, though something waits for it. Nothing else would:
 * Ollama is held up meanwhile, and with it a place among the requests that it is asked for.
 */
export function limitSending({ exchange }: FastifyRequest, { raw }: FastifyReply, limitMs: number): void {
  exchange.flow.attach(new SendLimit(raw, exchange, limitMs));
}

/** Takes the time only while something waits for the client, since a timer costs every write. */
class SendLimit implements Pausable {
  #isSet = false;

  constructor(
    private readonly response: ServerResponse,
    private readonly exchange: Exchange,
    private readonly limitMs: number,
  ) {
    // All of the answer was written, whoever wrote it.
    response.on('prefinish', () => {
      if (response.socket?.writableLength) this.pause();
    });
  }

  pause(): void {
    if (!this.#isSet) this.#set();
    // Node's own, which looks whether the system has taken anything of what was written.
    this.response.setTimeout(this.limitMs);
  }

  resume(): void {
    this.response.setTimeout(0);
  }

  #set(): void {
    this.#isSet = true;
    this.response.once('timeout', () => {
      this.exchange.clientStalled = true;
      // What the system still holds for the client goes as well, and nobody takes a part for the whole.
      this.response.socket?.resetAndDestroy();
    });
    // Before Node, which then sets the time for which the connection may be idle.
    this.response.prependOnceListener('finish', () => this.resume());
  }
}
