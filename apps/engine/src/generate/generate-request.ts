import type { AnswerRequest } from '../answers/answer-request.js';
import { ANSWER_FIELDS } from '../chat/chat-request.js';
import { NativeError } from '../errors/native-error.js';
import { checkImages } from '../http/base64.js';
import { BOOL, type GoFields, INT, list, readRequest, STRING } from '../http/go-type.js';

export interface GenerateRequest extends AnswerRequest {
  prompt: string;
  suffix?: string;
  system?: string;
  raw?: boolean;
  /** Tokens of an earlier answer and its prompt. */
  context?: number[];
  images?: string[];
  stream?: boolean;
}

const FIELDS: GoFields = {
  ...ANSWER_FIELDS,
  prompt: STRING,
  suffix: STRING,
  system: STRING,
  template: STRING,
  context: list(INT),
  raw: BOOL,
  images: list(STRING, '[]api.ImageData'),
};

/** @throws {NativeError} 400 for a body that is no completion request, and for Go templates */
export function readGenerateRequest(body: unknown): GenerateRequest {
  const { template, ...request } = readRequest<GenerateRequest & { template: string }>(body, 'GenerateRequest', FIELDS);
  const { model, prompt = '', raw, system, context, images } = request;
  if (!model) throw NativeError.modelRequired();
  if (raw && (template || system || (context && context.length > 0))) {
    throw NativeError.badRequest('raw mode does not support template, system, or context');
  }
  if (template) throw NativeError.badRequest('template: the embedded engine uses the chat template of the model only');
  checkImages(images);
  return { ...request, model, prompt };
}
