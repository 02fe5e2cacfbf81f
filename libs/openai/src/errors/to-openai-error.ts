import type { OllamaFailure } from '@app/ollama';
import { badRequest, fromOllamaStatus } from './from-ollama-status.js';
import { OpenAiError } from './openai-error.js';
import { redact } from './redact.js';

/**
 * Whatever went wrong between the service and Ollama, as the OpenAI API reports it: 400 to 429 as Ollama answered, 502
 * unreachable or broken off, 503 busy (with `retryAfterSeconds`), 504 too slow. Messages name no address and no path.
 * @param promptField the field of the request that holds what the model reads: named when that is too long for it
 */
export function toOpenAiError(failure: OllamaFailure, promptField = 'messages'): OpenAiError {
  switch (failure.kind) {
    case 'refused':
    case 'dns':
      return gatewayError(502, 'upstream_unreachable', 'Ollama cannot be reached.');
    case 'connection-lost':
      return gatewayError(
        502,
        'upstream_connection_lost',
        `The connection to Ollama was lost ${failure.answering ? 'in the middle of the answer' : 'before it answered'}.`,
      );
    case 'timeout':
      return gatewayError(504, 'upstream_timeout', TIMEOUTS[failure.phase](failure.limitMs / 1000));
    case 'status':
      return fromOllamaStatus(failure, promptField);
    case 'mid-stream':
      return fromMidStream(redact(failure.message), promptField);
    case 'incomplete':
      return incompleteAnswer('Ollama ended its answer before it was complete.');
    case 'invalid-json':
      return gatewayError(502, 'invalid_upstream_answer', 'Ollama sent an answer that is not JSON.');
    case 'line-too-long':
      return gatewayError(
        502,
        'invalid_upstream_answer',
        `Ollama sent a line of more than ${failure.limitBytes} bytes.`,
      );
    case 'overloaded':
      return new OpenAiError({
        status: 503,
        type: 'server_error',
        message: OVERLOADS[failure.reason],
        code: 'overloaded',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    case 'unavailable':
      return new OpenAiError({
        status: 503,
        type: 'server_error',
        message: redact(failure.reason),
        code: 'upstream_unavailable',
        retryAfterSeconds: failure.retryAfterSeconds,
      });
    case 'closed':
      return new OpenAiError({
        status: 503,
        type: 'server_error',
        message: 'The service is stopping.',
        code: 'service_stopping',
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    default:
      return failure satisfies never;
  }
}

/** 502: what Ollama sent is not a whole answer, and is not passed off as one. */
export function incompleteAnswer(message: string): OpenAiError {
  return gatewayError(502, 'incomplete_answer', message);
}

const RETRY_AFTER_SECONDS = 1;

const OVERLOADS = {
  'queue-full': 'Too many requests wait for their turn: try again later.',
  'waited-too-long': 'The request waited too long for its turn: try again later.',
};

const TIMEOUTS = {
  connect: (seconds: number) => `Ollama could not be reached within ${seconds} s.`,
  'first-byte': (seconds: number) => `Ollama did not begin to answer within ${seconds} s.`,
  'next-chunk': (seconds: number) => `Ollama stopped in the middle of its answer for ${seconds} s.`,
};

function gatewayError(status: 502 | 504, code: string, message: string): OpenAiError {
  return new OpenAiError({ status, type: 'server_error', message, code });
}

function fromMidStream(message: string, promptField: string): OpenAiError {
  const asBadRequest = badRequest(message, promptField);
  if (asBadRequest.code !== null) return asBadRequest;
  return new OpenAiError({ status: 500, type: 'api_error', message, code: 'upstream_error' });
}
