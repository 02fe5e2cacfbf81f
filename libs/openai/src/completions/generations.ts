import { OpenAiError } from '../errors/openai-error.js';
import { toTexts } from '../tokens/text-input.js';
import type { CompletionRequestDto } from './completion-request.dto.js';
import type { CompletionSettings } from './completion-settings.js';

/** How often Ollama generates for a request. The generations of the first prompt come first. */
export interface Generations {
  prompts: readonly string[];
  /** Generations of each prompt. */
  candidates: number;
  /** How many of those are returned. */
  returned: number;
}

/** @throws OpenAiError 400 for prompts that cannot be read as texts, and more generations than are configured */
export function toGenerations(request: CompletionRequestDto, settings: CompletionSettings): Generations {
  const { tokenizer = settings.tokenizer } = settings.findProfile(request.model);
  const { decodeTokens } = settings;
  const prompts = toTexts(request.prompt, { field: 'prompt', tokenizer, decodeTokens });
  const returned = request.n ?? 1;
  const candidates = request.best_of ?? returned;
  const generations = { prompts, candidates, returned };
  refuseTooMany(generations, settings.maxChoices);
  return generations;
}

/** The prompt of a generation. */
export function promptOf(generation: number, { prompts, candidates }: Generations): string {
  return prompts[Math.floor(generation / candidates)] ?? '';
}

function refuseTooMany({ prompts, candidates, returned }: Generations, most: number): void {
  const count = prompts.length * candidates;
  if (count <= most) return;
  const param = prompts.length > most ? 'prompt' : candidates > returned ? 'best_of' : 'n';
  throw OpenAiError.invalidRequest({
    message: `'${param}' is too large: ${prompts.length} prompt(s) would be completed ${candidates} time(s). At most ${most} completions are generated here.`,
    param,
    code: 'invalid_value',
  });
}
