import type { OpenAiError } from '@app/openai';
import type { FastifyRequest } from 'fastify';

const NATIVE_API = /^\/api(?=[/?]|$)/;

/** The body of an error answer: clients of Ollama's own API read Ollama's form. */
export function toErrorBody(error: OpenAiError, { url }: Pick<FastifyRequest, 'url'>): object {
  return NATIVE_API.test(url) ? { error: error.message } : error.toBody();
}
