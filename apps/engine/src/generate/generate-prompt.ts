import type { OllamaMessage } from '@app/ollama';
import type { LlamaModel, Token } from 'node-llama-cpp';
import type { AnswerSettings } from '../answers/answer-request.js';
import type { Prompt } from '../answers/answer-writer.js';
import { type Room, tokenize } from '../answers/prompt.js';
import { NativeError } from '../errors/native-error.js';
import type { LoadedModel } from '../models/loaded-model.js';
import type { GenerateRequest } from './generate-request.js';

/** The prompt of a completion: as it is, around the place to fill in, or as a user's message in the chat template. */
export function generatePrompt(
  loaded: LoadedModel,
  room: Room,
  request: GenerateRequest,
  { think, tags }: AnswerSettings,
): Prompt {
  const { model, template } = loaded;
  const { prompt, suffix, system, raw, context = [] } = request;
  if (suffix) return { tokens: tokenize(loaded, infill(model, prompt, suffix), room), thinkingHasBegun: false };
  const messages: OllamaMessage[] = [
    ...(system ? [{ role: 'system' as const, content: system }] : []),
    { role: 'user', content: prompt },
  ];
  const text = raw ? prompt : template.render({ messages, think });
  return {
    tokens: [...checkedTokens(context, model), ...tokenize(loaded, text, room)],
    thinkingHasBegun: tags !== undefined && text.trimEnd().endsWith(tags.open),
  };
}

/** The text before and after the place to fill in, between the marks that the model knows. */
function infill(model: LlamaModel, prefix: string, suffix: string): string {
  const { prefixString, suffixString, middleString } = model.tokens.infill;
  return `${prefixString ?? ''}${prefix}${suffixString ?? ''}${suffix}${middleString ?? ''}`;
}

function checkedTokens(context: number[], model: LlamaModel): Token[] {
  const vocabularySize = model.fileInfo.metadata.tokenizer.ggml.tokens.length;
  if (context.some((token) => token < 0 || token >= vocabularySize)) {
    throw NativeError.badRequest('context holds a token that the model does not have');
  }
  return context as Token[];
}
