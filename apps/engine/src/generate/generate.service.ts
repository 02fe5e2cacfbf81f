import { Injectable } from '@nestjs/common';
import type { OllamaGenerateChunk } from '@app/ollama';
import type { AnswerPart } from '../answers/answer-parser.js';
import { readSettings } from '../answers/answer-request.js';
import { AnswerWriter } from '../answers/answer-writer.js';
import { mapGenerated } from '../answers/map-generated.js';
import { NativeError } from '../errors/native-error.js';
import { timestamp } from '../http/timestamp.js';
import { type CatalogEntry, ModelCatalog } from '../models/model-catalog.js';
import { ModelDirectory } from '../models/model-directory.js';
import { generatePrompt } from './generate-prompt.js';
import type { GenerateRequest } from './generate-request.js';

@Injectable()
export class GenerateService {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly catalog: ModelCatalog,
    private readonly writer: AnswerWriter,
  ) {}

  /** The completion of a prompt, a chunk for each token, also for those that show nothing. */
  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<OllamaGenerateChunk> {
    const file = await this.directory.get(request.model);
    const entry = await this.catalog.describe(file);
    checkCapabilities(request, entry);
    const settings = readSettings(request, entry);
    const answer = this.writer.write(
      { file, entry, settings, prompt: (loaded, room) => generatePrompt(loaded, room, request, settings) },
      signal,
    );
    const { model, raw } = request;
    const { reason, measures, promptTokens, tokens } = yield* mapGenerated(answer, (part) => toDelta(model, part));
    yield {
      model,
      created_at: timestamp(),
      response: '',
      done: true,
      done_reason: reason,
      ...(!raw && { context: [...promptTokens, ...tokens] }),
      ...measures.toMetrics(),
    };
  }
}

function toDelta(model: string, { content, thinking, logprobs }: AnswerPart): OllamaGenerateChunk {
  return {
    model,
    created_at: timestamp(),
    response: content,
    ...(thinking !== '' && { thinking }),
    done: false,
    ...(logprobs.length > 0 && { logprobs }),
  };
}

function checkCapabilities({ model, suffix, images }: GenerateRequest, { capabilities }: CatalogEntry): void {
  if (!capabilities.includes('completion')) {
    throw NativeError.badRequest(`${JSON.stringify(model)} does not support generate`);
  }
  if (suffix && !capabilities.includes('insert')) throw NativeError.badRequest(`${model} does not support insert`);
  if (images && images.length > 0) throw NativeError.badRequest(`${model} does not support vision`);
}
