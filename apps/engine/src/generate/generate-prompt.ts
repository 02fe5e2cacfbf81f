import type { OllamaMessage } from '@app/ollama';
import type { LlamaModel, Token } from 'node-llama-cpp';
import type { AnswerSettings } from '../answers/answer-request.js';
import type { Prompt } from '../answers/answer-writer.js';
import { tokenize } from '../answers/prompt.js';
import { NativeError } from '../errors/native-error.js';
import type { LoadedModel } from '../models/loaded-model.js';
import type { GenerateRequest } from './generate-request.js';

/** The prompt of a completion: as it is, around the place to fill in, or as a user's message in the chat template. */
export function generatePrompt(
  { model, template }: LoadedModel,
  request: GenerateRequest,
  { think, tags }: AnswerSettings,
): Prompt {
  const { prompt, suffix, system, raw, context = [] } = request;
  if (suffix) return { tokens: infill(model, prompt, suffix), thinkingHasBegun: false };
  const messages: OllamaMessage[] = [
    ...(system ? [{ role: 'system' as const, content: system }] : []),
    { role: 'user', content: prompt },
  ];
  const text = raw ? prompt : template.render({ messages, think });
  return {
    tokens: [...checkedTokens(context, model), ...tokenize(model, text)],
    thinkingHasBegun: tags !== undefined && text.trimEnd().endsWith(tags.open),
  };
}

function infill(model: LlamaModel, prefix: string, suffix: string): Token[] {
  const { infill: marks, bos, shouldPrependBosToken } = model.tokens;
  if (marks.prefix === null || marks.suffix === null || marks.middle === null) {
    throw new Error('a model that can insert has all tokens for it');
  }
  return [
    ...(shouldPrependBosToken && bos !== null ? [bos] : []),
    marks.prefix,
    ...model.tokenize(prefix),
    marks.suffix,
    ...model.tokenize(suffix),
    marks.middle,
  ];
}

function checkedTokens(context: number[], model: LlamaModel): Token[] {
  const vocabularySize = model.fileInfo.metadata.tokenizer.ggml.tokens.length;
  if (context.some((token) => token < 0 || token >= vocabularySize)) {
    throw NativeError.badRequest('context holds a token that the model does not have');
  }
  return context as Token[];
}
