import type { OllamaChatChunk, OllamaChatEnd, OllamaChatRequest, OllamaToolCall } from '@app/ollama';
import { OpenAiError } from '../../errors/openai-error.js';
import type { Attempts } from '../../native-chat/attempts.js';
import { toToldCalls } from '../calls-of.js';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import { toFinishReason } from '../finish-reason.js';
import { toReasoning } from '../reasoning-names.js';
import { type CallDeltas, FUNCTION_CALL_DELTAS, TOOL_CALL_DELTAS } from '../told-call.js';
import type { AnswerReader } from './answer-reader.js';
import { CallsReader } from './calls-reader.js';
import type { ChunkEnvelope } from './chunk-envelope.js';
import { ChunkEvents, toEvent } from './chunk-events.js';
import { HeldReader } from './held-reader.js';
import { TextReader } from './text-reader.js';

/** The events of one choice of a stream: its deltas and its finish chunk. Made anew for each stream. */
export class ChoiceEvents {
  /** Known once the choice has ended. */
  generation: OllamaChatEnd | undefined;
  /** It ended while the model was still thinking. */
  onlyThought = false;
  /** Set when what came cannot be passed off as an answer; the error's event was then the last one. */
  failure: OpenAiError | undefined;

  private readonly events: ChunkEvents;
  private readonly deltas: CallDeltas;
  private reader: AnswerReader;
  /** What still comes belongs to an attempt that has been given up. */
  private givenUp = false;
  private again: OllamaChatRequest | undefined;
  private hasThought = false;
  /** Calls that Ollama has read and the client has been told of. */
  private calls = 0;

  constructor(
    private readonly attempts: Attempts,
    private readonly context: ChatCompletionContext,
    envelope: ChunkEnvelope,
    index: number,
  ) {
    this.events = new ChunkEvents(context, envelope, index);
    this.deltas = context.asFunctionCall ? FUNCTION_CALL_DELTAS : TOOL_CALL_DELTAS;
    this.reader = this.newReader();
  }

  get lacksLogprobs(): boolean {
    return this.reader.lacksLogprobs;
  }

  /** The events of all chunks of one read, as one text; empty when there is nothing to tell yet. */
  next(batch: readonly OllamaChatChunk[]): string {
    let text = '';
    for (const chunk of batch) {
      if (this.failure !== undefined) break;
      text += this.isPlainContent(chunk) ? this.readPlain(chunk) : this.orFailure(() => this.translate(chunk));
      if (chunk.done) text += this.finish(chunk);
    }
    return text;
  }

  /** What Ollama is to be asked in place of an answer that does not hold; told once. */
  takeRequest(): OllamaChatRequest | undefined {
    const request = this.again;
    this.again = undefined;
    return request;
  }

  private isPlainContent({ message, logprobs }: OllamaChatChunk): boolean {
    return this.events.begun && message.content !== '' && !message.thinking && !message.tool_calls && !logprobs;
  }

  private readPlain(chunk: OllamaChatChunk): string {
    if (this.givenUp) return '';
    const { reader } = this;
    if (reader instanceof TextReader) return reader.readPlain(chunk.message.content);
    return this.orFailure(() => this.answer(chunk, []));
  }

  private translate(chunk: OllamaChatChunk): string {
    if (this.givenUp) return '';
    const { content, thinking, tool_calls: calls = [] } = chunk.message;
    if (!thinking) return this.answer(chunk, calls);
    this.hasThought = true;
    if (content === '' && calls.length === 0) return this.events.thought(thinking);
    return this.events.delta(toReasoning(thinking, this.context.reasoningNames)) + this.answer(chunk, calls);
  }

  private answer({ message: { content }, logprobs }: OllamaChatChunk, calls: readonly OllamaToolCall[]): string {
    if (calls.length > 0) return this.toolCalls(content, calls);
    // Once Ollama has read the calls, what is left of their text is no call.
    return this.attempts.reading === 'calls' && this.calls > 0 ? '' : this.reader.read(content, logprobs);
  }

  private toolCalls(content: string, calls: readonly OllamaToolCall[]): string {
    const told = toToldCalls(calls, this.called, this.context);
    if (told.length === 0) return '';
    // Older servers number every call 0.
    const delta = this.deltas.whole(told, this.called);
    this.calls += told.length;
    // Text beside calls is no answer yet; where a form was asked for, a client would take it for one.
    const isTold = content !== '' && this.attempts.reading === 'text' && this.context.form === undefined;
    return isTold ? this.events.delta({ content, ...delta }) : this.events.call(delta);
  }

  private finish(chunk: OllamaChatEnd): string {
    const isOnlyThought = this.hasThought && !this.reader.isTold && this.calls === 0;
    this.generation = chunk;
    this.onlyThought = isOnlyThought && chunk.done_reason === 'length';
    const text = this.givenUp ? '' : this.orFailure(() => this.end(chunk));
    if (this.givenUp) this.startAgain();
    return text;
  }

  private end({ done_reason }: OllamaChatEnd): string {
    const reason = toFinishReason(done_reason, this.called > 0);
    const rest = this.calls > 0 ? '' : this.reader.end(reason === 'length');
    return rest + this.events.finish(reason === 'tool_calls' && this.context.asFunctionCall ? 'function_call' : reason);
  }

  private orFailure(events: () => string): string {
    try {
      return events();
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      this.givenUp = this.attempts.goOn(error, { content: this.reader.isTold, calls: this.called > 0 });
      if (this.givenUp) return '';
      this.failure = error;
      return toEvent(error.toBody());
    }
  }

  /** Calls that the client has been told of, by whomever they were read. */
  private get called(): number {
    return this.calls + this.reader.calls;
  }

  private startAgain(): void {
    this.givenUp = false;
    this.generation = undefined;
    this.reader = this.newReader();
    this.again = this.attempts.request;
  }

  private newReader(): AnswerReader {
    const { context, events } = this;
    switch (this.attempts.reading) {
      case 'text':
        return new TextReader(context, events);
      case 'held':
        return new HeldReader(context, events);
      case 'calls':
        return new CallsReader(this.deltas, context, events);
      default:
        return this.attempts.reading satisfies never;
    }
  }
}
