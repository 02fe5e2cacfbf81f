import { OpenAiError } from '@app/openai';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { toErrorBody } from '../error-body.js';
import { logAnswer } from '../../logging/access-log.js';
import type { Log } from '../../logging/log.js';
import { Exchange } from '../exchange.js';
import { REQUEST_ID_HEADER } from '../request-id.js';

/** Answers a URL that cannot be read: Fastify finds it before there is a route, and runs no hook for it. */
export function createBrokenUrlHandler(log: Log) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const refusal = explain(error.code);
    request.exchange = new Exchange();
    request.exchange.failure = refusal.code ?? refusal.type;
    reply.raw.once('close', () => logAnswer(log, request, reply));
    void reply.header(REQUEST_ID_HEADER, request.id).status(refusal.status).send(toErrorBody(refusal, request));
  };
}

function explain(code: string): OpenAiError {
  const type = 'invalid_request_error';
  return code === 'FST_ERR_MAX_PARAM_LENGTH'
    ? new OpenAiError({ status: 414, type, message: 'The URL is too long.', code: 'url_too_long' })
    : new OpenAiError({ status: 400, type, message: 'The URL is not valid.', code: 'invalid_url' });
}
