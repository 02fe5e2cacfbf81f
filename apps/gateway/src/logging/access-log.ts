import type { FastifyReply, FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { isoTime } from './iso-time.js';
import type { Log } from './log.js';

type Member = string | number | boolean | null | undefined;

/** One line a request, when its answer has ended or its client has gone. */
export function logAnswer(log: Log, request: FastifyRequest, reply: FastifyReply): void {
  if (!log.isLevelEnabled('info')) return;
  const line = new AnswerLine(request, reply);
  const destination = log[pino.symbols.streamSym];
  if (destination.writeLater === undefined) destination.write(line.toString());
  else destination.writeLater(line);
}

/**
 * What is told of a request, kept without the request until it is printed. As pino prints its lines, in 0.5 µs and not
 * 1.3: what it may be asked for besides is not asked for here.
 */
class AnswerLine {
  private readonly time = Date.now();
  private readonly requestId: string;
  private readonly method: string;
  private readonly route: string | null;
  private readonly status: number | null;
  private readonly durationMs: number;
  private readonly model: string | undefined;
  private readonly stream: boolean | undefined;
  private readonly firstByteMs: number | undefined;
  private readonly promptTokens: number | undefined;
  private readonly completionTokens: number | undefined;
  private readonly error: string | undefined;
  private readonly clientGone: true | undefined;
  private readonly clientStalled: boolean | undefined;

  constructor({ id, method, routeOptions, exchange }: FastifyRequest, { raw }: FastifyReply) {
    const isTaken = raw.writableFinished || exchange.clientStalled;
    const counts = exchange.translation?.counts();
    this.requestId = id;
    this.method = method;
    this.route = routeOptions.url ?? null;
    this.status = raw.headersSent ? raw.statusCode : null;
    this.durationMs = exchange.elapsedMs;
    this.model = exchange.model;
    this.stream = exchange.stream;
    this.firstByteMs = exchange.firstByteMs;
    this.promptTokens = counts?.promptTokens;
    this.completionTokens = counts?.completionTokens;
    this.error = exchange.failure;
    this.clientGone = isTaken ? undefined : true;
    this.clientStalled = exchange.clientStalled;
  }

  toString(): string {
    return (
      `{"level":"info","time":"${isoTime(this.time)}"` +
      member('requestId', this.requestId) +
      member('method', this.method) +
      member('route', this.route) +
      member('status', this.status) +
      member('durationMs', this.durationMs) +
      member('model', this.model) +
      member('stream', this.stream) +
      member('firstByteMs', this.firstByteMs) +
      member('promptTokens', this.promptTokens) +
      member('completionTokens', this.completionTokens) +
      member('error', this.error) +
      member('clientGone', this.clientGone) +
      member('clientStalled', this.clientStalled) +
      ',"msg":"request"}\n'
    );
  }
}

function member(name: string, value: Member): string {
  return value === undefined ? '' : `,"${name}":${toJson(value)}`;
}

/** A number is its own JSON, and a call for each would cost as much as the texts. */
function toJson(value: Member): string {
  return typeof value === 'boolean' || Number.isFinite(value) ? String(value) : JSON.stringify(value);
}
