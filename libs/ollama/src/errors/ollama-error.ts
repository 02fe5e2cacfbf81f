import type { OllamaFailure } from './ollama-failure.js';

/** A request to Ollama that failed; `failure` says how. */
export class OllamaError extends Error {
  override readonly name = 'OllamaError';

  constructor(
    readonly failure: OllamaFailure,
    options?: ErrorOptions,
  ) {
    super(describe(failure), options);
  }
}

function describe(failure: OllamaFailure): string {
  switch (failure.kind) {
    case 'refused':
      return `Ollama refused the connection at ${failure.origin}`;
    case 'dns':
      return `The host name of ${failure.origin} could not be resolved`;
    case 'connection-lost':
      return `The connection to Ollama at ${failure.origin} was lost ${failure.answering ? 'in mid-answer' : 'before an answer'}`;
    case 'timeout':
      return `Ollama was silent for ${failure.limitMs} ms (${failure.phase})`;
    case 'status':
      return `Ollama answered ${failure.status}: ${failure.message}`;
    case 'mid-stream':
      return `Ollama failed in mid-stream: ${failure.message}`;
    case 'incomplete':
      return 'Ollama ended the stream before the answer was done';
    case 'invalid-json':
      return 'Ollama sent text that is not JSON';
    case 'line-too-long':
      return `Ollama sent a line of more than ${failure.limitBytes} bytes`;
    case 'overloaded':
      return `The request was not sent to Ollama: ${failure.reason}`;
    case 'unavailable':
      return failure.reason;
    case 'closed':
      return 'The connections to Ollama were closed';
    default:
      return failure satisfies never;
  }
}
