import { Injectable } from '@nestjs/common';
import type { OllamaEmbedResponse } from '@app/ollama';
import type { Token } from 'node-llama-cpp';
import { contextLengthOf } from '../answers/answer-request.js';
import { QUICKLY_READ } from '../answers/prompt.js';
import { NativeError } from '../errors/native-error.js';
import { Measures } from '../generation/measures.js';
import { readOptions } from '../generation/options.js';
import { keepAliveMs } from '../models/keep-alive.js';
import type { LoadedModel } from '../models/loaded-model.js';
import { LoadedModels } from '../models/loaded-models.js';
import { ModelCatalog } from '../models/model-catalog.js';
import { ModelDirectory } from '../models/model-directory.js';
import type { EmbedRequest } from './embed-request.js';
import { normalised } from './vectors.js';

@Injectable()
export class EmbedService {
  constructor(
    private readonly directory: ModelDirectory,
    private readonly catalog: ModelCatalog,
    private readonly models: LoadedModels,
  ) {}

  /** Vectors of length 1, one an input, in the order of the inputs. */
  async embed(request: EmbedRequest, signal: AbortSignal): Promise<OllamaEmbedResponse> {
    const { model, dimensions } = request;
    const { vectors, measures } = await this.vectorsOf(request, signal);
    const size = vectors[0]?.length ?? Infinity;
    if (dimensions !== undefined && (dimensions < 1 || dimensions > size)) {
      throw NativeError.badRequest(`dimensions must be between 1 and ${size}`);
    }
    const embeddings = vectors.map((vector) => normalised(vector, dimensions));
    if (embeddings.length === 0) return { model, embeddings };
    const { total_duration, load_duration, prompt_eval_count } = measures.toMetrics();
    return { model, embeddings, total_duration, load_duration, prompt_eval_count };
  }

  /** The vector as the model gives it, of the only input; empty without one. */
  async embedding(request: EmbedRequest, signal: AbortSignal): Promise<readonly number[]> {
    const { vectors } = await this.vectorsOf(request, signal);
    return vectors[0] ?? [];
  }

  private async vectorsOf(request: EmbedRequest, signal: AbortSignal) {
    const file = await this.directory.find(request.model);
    if (!file) {
      throw new NativeError(404, `model ${JSON.stringify(request.model)} not found, try pulling it first`);
    }
    const entry = await this.catalog.describe(file);
    const options = readOptions(request.options, entry.parameters);
    const measures = new Measures();
    const use = await this.models.use(file, entry, keepAliveMs(request.keep_alive));
    try {
      measures.loaded();
      const { embedder } = use.loaded;
      const contextLength = contextLengthOf(options, entry);
      const inputs = request.inputs.map((input) => read(use.loaded, input, contextLength, request.truncate));
      measures.promptTokens = inputs.reduce((sum, { length }) => sum + length, 0);
      const vectors: (readonly number[])[] = [];
      for (const tokens of inputs) {
        signal.throwIfAborted();
        vectors.push(await embedder.vectorOf(tokens, contextLength));
      }
      return { vectors, measures };
    } finally {
      use.release();
    }
  }
}

function read({ model, longestToken }: LoadedModel, input: string, contextLength: number, truncate: boolean): Token[] {
  const most = Math.max(QUICKLY_READ, contextLength * longestToken);
  if (input.length > most && !truncate) throw NativeError.tooLong(contextLength);
  const tokens = model.tokenize(input.slice(0, most));
  if (tokens.length === 0) throw NativeError.badRequest('input must not hold an empty text');
  if (tokens.length > contextLength && !truncate) throw NativeError.tooLong(contextLength, tokens.length);
  return tokens.slice(0, contextLength);
}
