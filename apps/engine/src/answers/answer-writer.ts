import { Injectable } from '@nestjs/common';
import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp';
import type { GenerationJob } from '../generation/generation-job.js';
import { Measures } from '../generation/measures.js';
import { toTokenBias } from '../generation/sampler-options.js';
import { toSeed } from '../generation/seeded-random.js';
import { invalidSchema } from '../grammar/keywords.js';
import type { LoadedModel } from '../models/loaded-model.js';
import { LoadedModels } from '../models/loaded-models.js';
import type { CatalogEntry } from '../models/model-catalog.js';
import type { ModelFile } from '../models/model-file.js';
import type { ToolCallForm } from '../models/template-traits.js';
import type { AnswerPart } from './answer-parser.js';
import { type AnswerEnd, answerParts } from './answer-parts.js';
import { type AnswerSettings, contextLengthOf } from './answer-request.js';
import { fitTokens, type Room } from './prompt.js';

export interface Prompt {
  tokens: Token[];
  /** The prompt ends with the tag that opens the model's thoughts. */
  thinkingHasBegun: boolean;
}

export interface AnswerPlan {
  file: ModelFile;
  entry: CatalogEntry;
  settings: AnswerSettings;
  toolCalls?: ToolCallForm;
  /** The prompt as the loaded model reads it; what is still too long is cut or refused. */
  prompt: (loaded: LoadedModel, room: Room) => Prompt;
}

export interface WrittenAnswer extends AnswerEnd {
  promptTokens: Token[];
  measures: Measures;
}

/** Loads the model, waits for a place in its context and writes the answer. */
@Injectable()
export class AnswerWriter {
  constructor(private readonly models: LoadedModels) {}

  async *write(plan: AnswerPlan, signal: AbortSignal): AsyncGenerator<AnswerPart, WrittenAnswer> {
    const { file, entry, settings } = plan;
    const measures = new Measures();
    const use = await this.models.use(file, entry, settings.keepAlive);
    try {
      const { loaded } = use;
      const { options, truncate } = settings;
      const room: Room = { contextLength: contextLengthOf(options, entry), truncate, numKeep: options.num_keep };
      const grammar = await grammarState(loaded, settings.grammar);
      const tokenBias = toTokenBias(options.logit_bias, loaded.model, loaded.library);
      const { thinkingHasBegun, tokens: wanted } = plan.prompt(loaded, room);
      const tokens = fitTokens(wanted, room);
      measures.promptTokens = tokens.length;
      const lease = await loaded.sequences.lease(room.contextLength, tokens, signal);
      measures.loaded();
      try {
        const job: GenerationJob = {
          model: loaded.model,
          tokens,
          contextLength: room.contextLength,
          options,
          // As Ollama has it, 0 is no limit either.
          predict: options.num_predict > 0 ? options.num_predict : Infinity,
          shift: settings.shift,
          seed: toSeed(options.seed),
          isRepeatable: options.seed !== undefined && options.seed >= 0 && options.temperature > 0,
          grammar,
          topLogprobs: settings.topLogprobs,
          signal,
          measures,
        };
        const form = { tags: settings.tags, thinkingHasBegun, toolCalls: plan.toolCalls };
        const end = yield* answerParts(lease.sequence, job, form, tokenBias);
        return { ...end, promptTokens: tokens, measures };
      } finally {
        lease.release();
      }
    } finally {
      use.release();
    }
  }
}

async function grammarState(
  { llama, model, library }: LoadedModel,
  gbnf: string | undefined,
): Promise<LlamaGrammarEvaluationState | undefined> {
  if (gbnf === undefined) return undefined;
  const grammar = await llama.createGrammar({ grammar: gbnf }).catch(() => {
    throw invalidSchema();
  });
  return new library.LlamaGrammarEvaluationState({ model, grammar });
}
