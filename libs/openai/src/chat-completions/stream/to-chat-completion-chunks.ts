import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import type { OpenAiError } from '../../errors/openai-error.js';
import type { Attempts } from '../../native-chat/attempts.js';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import { toUsage } from '../usage.js';
import { ChoiceEvents } from './choice-events.js';
import { ChunkEnvelope } from './chunk-envelope.js';
import { DONE_EVENT } from './chunk-events.js';

/**
 * Native chunks as the events of a streamed chat completion: the choices' deltas and finish chunks as they come, then the
 * usage chunk if asked for, and `[DONE]`. Made anew for each stream.
 * @see https://platform.openai.com/docs/api-reference/chat/streaming
 */
export class ChatCompletionChunks {
  /** Known once all choices have ended. */
  usage: CompletionUsage | undefined;
  /**
   * Set when what came cannot be passed off as an answer: not complete, or not what was asked for. The error's event was
   * then the last one; nothing follows it.
   */
  failure: OpenAiError | undefined;

  private readonly envelope: ChunkEnvelope;
  private readonly choices: readonly ChoiceEvents[];

  /** @param attempts those at each choice */
  constructor(
    attempts: readonly Attempts[],
    private readonly context: ChatCompletionContext,
  ) {
    this.envelope = new ChunkEnvelope(context);
    this.choices = attempts.map((each, index) => new ChoiceEvents(each, context, this.envelope, index));
  }

  get lacksLogprobs(): boolean {
    return this.choices.some((choice) => choice.lacksLogprobs);
  }

  /** The events of all chunks of one read, as one text; empty when there is nothing to tell yet. */
  next(index: number, batch: readonly OllamaChatChunk[]): string {
    const choice = this.choices[index];
    if (choice === undefined || this.failure !== undefined) return '';
    const text = choice.next(batch);
    this.failure = choice.failure;
    return choice.generation === undefined ? text : text + this.end();
  }

  /** What Ollama is to be asked in place of an answer that does not hold; told once. */
  takeRequest(index: number): OllamaChatRequest | undefined {
    return this.choices[index]?.takeRequest();
  }

  private end(): string {
    const generations = this.choices.flatMap(({ generation }) => generation ?? []);
    if (generations.length < this.choices.length) return '';
    const onlyThought = this.choices.every((choice) => choice.onlyThought);
    this.usage = toUsage(generations, onlyThought);
    if (this.failure !== undefined) return '';
    return (this.context.includeUsage ? this.envelope.usage(this.usage) : '') + DONE_EVENT;
  }
}
