import type { OllamaGenerateRequest, OllamaOptions } from '@app/ollama';
import { toThink } from '../native-chat/think.js';
import { toOllamaOptions } from '../chat-completions/to-ollama-options.js';
import { toContextUse } from '../extensions/context-use.js';
import type { ModelProfile } from '../models/model-profile.js';
import type { CompletionRequestDto } from './completion-request.dto.js';
import type { CompletionSettings } from './completion-settings.js';
import type { Generations } from './generations.js';

/**
 * A completion request as `POST /api/generate` takes it, once for each generation. What neither the request nor the
 * model's configuration sets is not sent, so that the model's own settings hold.
 *
 * | completions | native |
 * | --- | --- |
 * | `max_tokens` | `options.num_predict` |
 * | `temperature`, `top_p`, `seed`, `stop`, penalties, `logit_bias` | `options` |
 * | `suffix` | `suffix`, without `raw` |
 * | `logprobs` | `logprobs`, `top_logprobs` |
 * | `best_of` above `n` | `logprobs` |
 * | `truncation` | `truncate`, `shift` |
 * | `raw`, `options`, `keep_alive`, `think`, `truncate`, `shift` | the same |
 *
 * @throws OpenAiError 400 naming the field that is wrong
 * @see https://platform.openai.com/docs/api-reference/completions/create
 */
export function toOllamaGenerate(
  request: CompletionRequestDto,
  { prompts, candidates, returned }: Generations,
  settings: CompletionSettings,
): OllamaGenerateRequest[] {
  const profile = settings.findProfile(request.model);
  const options = toOllamaOptions(request, profile);
  const keepAlive = request.keep_alive ?? profile.keepAlive;
  const common = {
    model: profile.nativeModel,
    ...toForm(request, profile, settings),
    stream: request.stream ?? false,
    ...toContextUse(request, profile),
    ...(keepAlive !== undefined && { keep_alive: keepAlive }),
    ...toLogprobs(request, candidates > returned),
  };
  return prompts.flatMap((prompt) =>
    Array.from({ length: candidates }, (_, candidate) => ({
      ...common,
      prompt,
      ...(options && { options: withSeedOf(candidate, options) }),
    })),
  );
}

/** What the prompt goes through on its way to the model. */
function toForm(
  request: CompletionRequestDto,
  profile: ModelProfile,
  settings: CompletionSettings,
): Partial<OllamaGenerateRequest> {
  const think = request.think ?? undefined;
  // Only the template knows where a suffix stands.
  if (request.suffix) return { suffix: request.suffix, ...(think !== undefined && { think }) };
  const isRaw = request.raw ?? (profile.completions ?? settings.completions) === 'raw';
  if (isRaw) return { raw: true, ...(think !== undefined && { think }) };
  const thinkInTemplate = toThink({ think }, profile);
  return {
    ...(profile.system !== undefined && { system: profile.system }),
    ...(thinkInTemplate !== undefined && { think: thinkInTemplate }),
  };
}

function toLogprobs({ logprobs }: CompletionRequestDto, isRanked: boolean): Partial<OllamaGenerateRequest> {
  return {
    ...((typeof logprobs === 'number' || isRanked) && { logprobs: true }),
    ...(logprobs && { top_logprobs: logprobs }),
  };
}

/** The same seed would give the same completion again. */
function withSeedOf(candidate: number, options: OllamaOptions): OllamaOptions {
  return options.seed === undefined ? options : { ...options, seed: options.seed + candidate };
}
