import type { OllamaGenerateChunk, OllamaGenerateEnd } from '@app/ollama';
import { toReasoning } from '../chat-completions/reasoning-names.js';
import { toEvent } from '../chat-completions/stream/chunk-events.js';
import { type EventFrame, fill, frameOf } from '../chat-completions/stream/event-frame.js';
import { OpenAiError } from '../errors/openai-error.js';
import { toCompletionChunk } from './completion-chunk.js';
import type { CompletionContext } from './completion-context.js';
import { toCompletionFinishReason } from './completion-finish-reason.js';
import { CompletionLogprobs } from './completion-logprobs.js';
import type { CompletionChunkChoice } from './completion.js';

/** The events of one choice of a stream. */
export class ChoiceChunks {
  /** Known once the choice has ended. */
  end: OllamaGenerateEnd | undefined;
  /** Set when what came is not a whole answer; the error's event was then the last one. */
  failure: OpenAiError | undefined;
  /** Log probabilities were asked for, and have not come with the text. */
  lacksLogprobs = false;

  private readonly text: EventFrame;
  private readonly logprobs: CompletionLogprobs | undefined;
  private isEchoed: boolean;

  constructor(
    private readonly prompt: string,
    private readonly index: number,
    private readonly context: CompletionContext,
  ) {
    this.text = frameOf((text) => this.event({ text }));
    this.logprobs = context.logprobs === undefined ? undefined : new CompletionLogprobs(prompt, context.logprobs);
    this.isEchoed = !context.echo;
  }

  next(batch: readonly OllamaGenerateChunk[]): string {
    let events = this.isEchoed ? '' : this.echo();
    for (const chunk of batch) {
      events += this.isPlainText(chunk) ? fill(this.text, chunk.response) : this.read(chunk);
      if (chunk.done) events += this.finish(chunk);
    }
    return events;
  }

  private echo(): string {
    this.isEchoed = true;
    return fill(this.text, this.prompt);
  }

  /** Nearly every token. */
  private isPlainText({ response, thinking }: OllamaGenerateChunk): boolean {
    return response !== '' && !thinking && this.logprobs === undefined;
  }

  private read(chunk: OllamaGenerateChunk): string {
    const { response: text, thinking } = chunk;
    const logprobs = this.logprobsOf(chunk);
    if (text === '' && !thinking && logprobs === null) return '';
    return this.event({ text, logprobs, ...(thinking && toReasoning(thinking, this.context.reasoningNames)) });
  }

  private finish(chunk: OllamaGenerateEnd): string {
    try {
      const event = this.event({ finish_reason: toCompletionFinishReason(chunk) });
      this.end = chunk;
      return event;
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      this.failure = error;
      return toEvent(error.toBody());
    }
  }

  /** Of the text only: what the model thought has tokens too. */
  private logprobsOf({ response, thinking, logprobs }: OllamaGenerateChunk): CompletionChunkChoice['logprobs'] {
    if (this.logprobs === undefined || (response === '' && thinking)) return null;
    if (logprobs !== undefined) return this.logprobs.next(logprobs);
    if (response !== '') this.lacksLogprobs = true;
    return null;
  }

  private event(choice: Partial<CompletionChunkChoice>): string {
    const { index, context } = this;
    return toEvent(toCompletionChunk([{ text: '', index, logprobs: null, finish_reason: null, ...choice }], context));
  }
}
