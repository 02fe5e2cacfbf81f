import { FlowControl } from '@app/ollama';
import type { Translation } from '@app/openai';
import type { FastifyReply } from 'fastify';

/** What one request and its answer share while they last: the flow of bytes, and what the log line tells of them. */
export class Exchange {
  readonly flow = new FlowControl();
  private readonly begunAt = performance.now();
  model?: string;
  stream?: boolean;
  /** Milliseconds from the request to the first of a streamed answer that came from the model. */
  firstByteMs?: number;
  /** Knows what the answer has cost, once it has ended. */
  translation?: Pick<Translation<never, never>, 'counts'>;
  /** The field of the request that holds what the model reads: named when that is too long for it. */
  promptField?: string;
  /** The body of the request is being passed on, at the pace of whoever takes it: it may be a model. */
  isPassedOn = false;
  /** The answer was broken off, since the client took nothing of it any more. */
  clientStalled?: boolean;
  /** `error.code` or `error.type` of an answer that failed, in mid-stream too. */
  failure?: string;

  /** Since the request has come. */
  get elapsedMs(): number {
    return Math.round(performance.now() - this.begunAt);
  }
}

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange;
  }
}

/** The back-pressure of the client, to pass on to Ollama. */
export function flowOf({ request }: Pick<FastifyReply, 'request'>): FlowControl {
  return request.exchange.flow;
}
