import type { OllamaGenerateChunk } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import { DONE_EVENT, toEvent } from '../chat-completions/stream/chunk-events.js';
import type { OpenAiError } from '../errors/openai-error.js';
import { ChoiceChunks } from './choice-chunks.js';
import { toCompletionChunk } from './completion-chunk.js';
import type { CompletionContext } from './completion-context.js';
import { toCompletionUsage } from './completion-usage.js';
import { promptOf } from './generations.js';

/**
 * Native chunks as the events of a streamed completion: the choices' chunks as they come, then the usage chunk if asked
 * for, and `[DONE]`. Made anew for each stream.
 * @see https://platform.openai.com/docs/api-reference/completions/object
 */
export class CompletionChunks {
  /** Known once all choices have ended. */
  usage: CompletionUsage | undefined;
  /** Set when what came is not a whole answer. The error's event was then the last one; nothing follows it. */
  failure: OpenAiError | undefined;

  private readonly choices: readonly ChoiceChunks[];

  constructor(private readonly context: CompletionContext) {
    const { generations } = context;
    const count = generations.prompts.length * generations.candidates;
    this.choices = Array.from(
      { length: count },
      (_, index) => new ChoiceChunks(promptOf(index, generations), index, context),
    );
  }

  /** Log probabilities were asked for, and have not come with the text. */
  get lacksLogprobs(): boolean {
    return this.choices.some((choice) => choice.lacksLogprobs);
  }

  /** The events of all chunks of one read, as one text; empty when there is nothing to tell yet. */
  next(index: number, batch: readonly OllamaGenerateChunk[]): string {
    const choice = this.choices[index];
    if (choice === undefined || this.failure !== undefined) return '';
    const text = choice.next(batch);
    this.failure = choice.failure;
    return choice.end === undefined ? text : text + this.end();
  }

  private end(): string {
    const ends = this.choices.flatMap(({ end }) => end ?? []);
    if (ends.length < this.choices.length) return '';
    this.usage = toCompletionUsage(ends, this.context.generations);
    const usage = this.context.includeUsage
      ? toEvent({ ...toCompletionChunk([], this.context), usage: this.usage })
      : '';
    return usage + DONE_EVENT;
  }
}
