import { contextLengthExceeded } from './context-length.js';
import { MODEL_NOT_FOUND } from './model-not-found.js';
import { OpenAiError } from './openai-error.js';
import { redact } from './redact.js';

const DEFAULT_RETRY_AFTER_SECONDS = 1;
const TOO_LONG = /exceeds? (?:the )?(?:available |maximum )?context|exceed_context_size/i;
// The embedded engine's words.
const WRONG_VALUE = /^(?<field>dimensions) must be /;
const WRONG_OPTION = /^option "(?<name>\w+)"/;
const MISSING_CAPABILITY = /does not support (?<capability>\w+)/i;
// A real Ollama answers these with 500.
const CLIENT_MISTAKE = /^option "\w+" must be of type|^invalid JSON schema in format/;
const PARAMS_OF_CAPABILITIES: Record<string, string> = {
  tools: 'tools',
  thinking: 'reasoning_effort',
  chat: 'model',
  completion: 'model',
  generate: 'model',
  insert: 'suffix',
  embedding: 'model',
  embeddings: 'model',
};
const MODALITIES = new Set(['vision', 'images', 'audio']);

/** What Ollama answered with another status than 2xx. */
export interface OllamaStatus {
  status: number;
  /** Ollama's `error` text, or the start of whatever was sent. */
  message: string;
  retryAfter?: string;
}

/**
 * An HTTP error of Ollama as the OpenAI API reports it: the same status wherever OpenAI has it.
 * @param promptField the field of the request that holds what the model reads
 */
export function fromOllamaStatus(answer: OllamaStatus, promptField: string): OpenAiError {
  const message = readable(answer);
  const { status } = answer;
  if (status === 400 || CLIENT_MISTAKE.test(message)) return badRequest(message, promptField);
  switch (status) {
    case 401:
      return new OpenAiError({ status, type: 'authentication_error', message });
    case 403:
      return new OpenAiError({ status, type: 'permission_error', message });
    case 404:
      return notFound(message);
    case 429:
      return new OpenAiError({
        status,
        type: 'rate_limit_error',
        message,
        code: 'rate_limit_exceeded',
        retryAfterSeconds: seconds(answer.retryAfter),
      });
    case 503:
      return new OpenAiError({
        status,
        type: 'api_error',
        message,
        code: 'upstream_busy',
        retryAfterSeconds: seconds(answer.retryAfter),
      });
    default:
      return otherStatus(status, message);
  }
}

/** 400 for texts that are a client's mistake: too long a prompt, a capability that the model has not. */
export function badRequest(message: string, promptField: string): OpenAiError {
  if (TOO_LONG.test(message)) return contextLengthExceeded(message, promptField);
  const field = WRONG_VALUE.exec(message)?.groups?.['field'] ?? optionIn(message);
  if (field !== undefined) return OpenAiError.invalidRequest({ message, param: field, code: 'invalid_value' });
  const capability = MISSING_CAPABILITY.exec(message)?.groups?.['capability']?.toLowerCase();
  if (capability === undefined) return OpenAiError.invalidRequest({ message });
  const param = MODALITIES.has(capability) ? promptField : PARAMS_OF_CAPABILITIES[capability];
  return OpenAiError.invalidRequest({ message, code: 'unsupported_parameter', ...(param && { param }) });
}

/** Where a request has set the option of which Ollama's text tells. */
function optionIn(message: string): string | undefined {
  const name = WRONG_OPTION.exec(message)?.groups?.['name'];
  return name === undefined || name === 'logit_bias' ? name : `options.${name}`;
}

function notFound(message: string): OpenAiError {
  if (/\bmodel\b/i.test(message)) {
    return new OpenAiError({ status: 404, type: 'not_found_error', message, param: 'model', code: MODEL_NOT_FOUND });
  }
  // The client's own route exists: whatever was not found is between the service and Ollama.
  return new OpenAiError({
    status: 502,
    type: 'api_error',
    message: `Ollama does not know this operation: ${message}`,
    code: 'upstream_error',
  });
}

function otherStatus(status: number, message: string): OpenAiError {
  if (status >= 400 && status < 500 && status !== 499)
    return new OpenAiError({ status, type: 'invalid_request_error', message });
  return new OpenAiError({
    status: status >= 500 && status < 600 ? status : 502,
    type: 'api_error',
    message,
    code: 'upstream_error',
  });
}

function readable({ status, message }: OllamaStatus): string {
  const text = message.trim();
  // A proxy's HTML page says nothing to the reader of an error message.
  if (text === '' || text.startsWith('<')) return `Ollama answered with status ${status}.`;
  return redact(text);
}

// A date would need a clock.
function seconds(retryAfter: string | undefined): number {
  return retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : DEFAULT_RETRY_AFTER_SECONDS;
}
