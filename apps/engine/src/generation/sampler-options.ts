import type { LlamaModel, SequenceEvaluateOptions, Token, TokenBias } from 'node-llama-cpp';
import { NativeError } from '../errors/native-error.js';
import type { LlamaModule } from '../llama/llama-library.js';
import type { GenerationJob } from './generation-job.js';
import type { RunOptions } from './options.js';

/** The options as llama.cpp's samplers take them. */
export function samplerOptions(
  { options, seed, grammar, contextLength }: GenerationJob,
  written: () => Token[],
  tokenBias: TokenBias | undefined,
): SequenceEvaluateOptions {
  const lookBack = options.repeat_last_n < 0 ? contextLength : options.repeat_last_n;
  return {
    temperature: options.temperature,
    topK: options.top_k,
    topP: options.top_p,
    minP: options.min_p,
    seed,
    grammarEvaluationState: grammar,
    tokenBias,
    repeatPenalty: hasPenalty(options)
      ? {
          punishTokens: () => (lookBack === 0 ? [] : written().slice(-lookBack)),
          maxPunishTokens: lookBack,
          penalty: options.repeat_penalty,
          presencePenalty: options.presence_penalty,
          frequencyPenalty: options.frequency_penalty,
        }
      : undefined,
    yieldEogToken: true,
  };
}

/** @throws {NativeError} 400 for a token that there is not, and for those that end a text: the library lets them be */
export function toTokenBias(
  logitBias: Record<string, number> | undefined,
  model: LlamaModel,
  { TokenBias }: Pick<LlamaModule, 'TokenBias'>,
): TokenBias | undefined {
  if (logitBias === undefined) return undefined;
  const bias = TokenBias.for(model);
  const vocabularySize = model.fileInfo.metadata.tokenizer.ggml.tokens.length;
  for (const [id, logit] of Object.entries(logitBias)) {
    const token = Number(id) as Token;
    if (token >= vocabularySize)
      throw NativeError.badRequest(`option "logit_bias" names the token ${id}, which is none`);
    if (model.isEogToken(token)) {
      throw NativeError.badRequest(`option "logit_bias" cannot change the token ${id}, which ends an answer`);
    }
    bias.set(token, { logit });
  }
  return bias;
}

function hasPenalty({ repeat_penalty, presence_penalty, frequency_penalty }: RunOptions): boolean {
  return repeat_penalty !== 1 || presence_penalty !== 0 || frequency_penalty !== 0;
}
