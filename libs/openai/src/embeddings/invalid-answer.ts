import { OpenAiError } from '../errors/openai-error.js';

/** 502: what Ollama sent is not what was asked for. */
export function invalidAnswer(message: string): OpenAiError {
  return new OpenAiError({ status: 502, type: 'server_error', message, code: 'invalid_upstream_answer' });
}
