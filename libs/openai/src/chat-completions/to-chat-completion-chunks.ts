import type { OllamaChatChunk, OllamaChatEnd, OllamaToolCall } from '@app/ollama';
import type { CompletionUsage } from 'openai/resources/completions';
import { OpenAiError } from '../errors/openai-error.js';
import type { ChunkDelta } from './chat-completion.js';
import type { ChatCompletionContext } from './chat-completion-context.js';
import { ChunkEvents, DONE_EVENT, fill, toEvent } from './chunk-events.js';
import { type FinishReason, toFinishReason } from './finish-reason.js';
import { toChoiceLogprobs } from './logprobs.js';
import { toToolCall } from './tool-calls.js';
import { toUsage } from './usage.js';

/**
 * Native chunks as the events of a streamed chat completion: deltas, the finish chunk, the usage chunk if asked for,
 * `[DONE]`. Made anew for each stream.
 * @see https://platform.openai.com/docs/api-reference/chat/streaming
 */
export class ChatCompletionChunks {
  /** Known once the answer has ended. */
  usage: CompletionUsage | undefined;
  finishReason: FinishReason | undefined;
  /**
   * Set when what came cannot be passed off as an answer: not complete, or not what a strict schema asks for. The
   * error's event was then the last one, in place of the finish chunk; nothing follows it.
   */
  failure: OpenAiError | undefined;

  private readonly events: ChunkEvents;
  private begun = false;
  private content = '';
  private calls = 0;

  constructor(private readonly context: ChatCompletionContext) {
    this.events = new ChunkEvents(context);
  }

  /** The events of all chunks of one read, as one text; empty when there is nothing to tell yet. */
  next(batch: readonly OllamaChatChunk[]): string {
    let text = '';
    for (const chunk of batch) {
      if (this.failure !== undefined) break;
      text += this.isPlainContent(chunk) ? fill(this.events.content, chunk.message.content) : this.translate(chunk);
      if (this.context.checks.content !== undefined) this.content += chunk.message.content;
      if (chunk.done) text += this.orFailure(() => this.end(chunk));
    }
    return text;
  }

  private isPlainContent({ message, logprobs }: OllamaChatChunk): boolean {
    return this.begun && message.content !== '' && !message.thinking && !message.tool_calls && !logprobs;
  }

  private translate(chunk: OllamaChatChunk): string {
    const { content, thinking, tool_calls: calls = [] } = chunk.message;
    if (!thinking) return this.answer(chunk, calls);
    if (content === '' && calls.length === 0) return this.thought(thinking);
    return this.delta({ reasoning: thinking }) + this.answer(chunk, calls);
  }

  private thought(thinking: string): string {
    return this.begun ? fill(this.events.reasoning, thinking) : this.delta({ content: '', reasoning: thinking });
  }

  private answer({ message: { content }, logprobs }: OllamaChatChunk, calls: readonly OllamaToolCall[]): string {
    if (calls.length > 0) return this.orFailure(() => this.toolCalls(content, calls));
    // Only the first delta, which has the role, may be empty.
    if (content === '' && this.begun && !logprobs) return '';
    return this.events.delta(this.first({ content }), logprobs ? toChoiceLogprobs(logprobs) : null);
  }

  private toolCalls(content: string, calls: readonly OllamaToolCall[]): string {
    const { checks, newToolCallId } = this.context;
    if (checks.toolCall) calls.forEach(checks.toolCall);
    // Older servers number every call 0.
    const tool_calls = calls.map((call) => ({ index: this.calls++, ...toToolCall(call, newToolCallId) }));
    return this.delta({ ...(content !== '' ? { content } : !this.begun && { content: null }), tool_calls });
  }

  private end(chunk: OllamaChatEnd): string {
    this.usage = toUsage(chunk);
    const reason = toFinishReason(chunk.done_reason, this.calls > 0);
    if (reason === 'stop') this.context.checks.content?.(this.content);
    this.finishReason = reason;
    return this.events.finish(reason) + (this.context.includeUsage ? this.events.usage(this.usage) : '') + DONE_EVENT;
  }

  private delta(delta: ChunkDelta): string {
    return this.events.delta(this.first(delta));
  }

  /** The role is told once. */
  private first(delta: ChunkDelta): ChunkDelta {
    if (this.begun) return delta;
    this.begun = true;
    return { role: 'assistant', ...delta };
  }

  private orFailure(events: () => string): string {
    try {
      return events();
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      this.failure = error;
      return toEvent(error.toBody());
    }
  }
}
