import type { OllamaChatChunk, OllamaChatEnd, OllamaToolCall } from '@app/ollama';
import type { Reading, Told } from '../../native-chat/attempts.js';
import { toFinishReason } from '../../chat-completions/finish-reason.js';
import { toContentLogprobs } from '../../chat-completions/logprobs.js';
import { toLogprobs } from '../output/logprobs.js';
import { OutputBuilder } from '../output/output-builder.js';
import type { OutputSink } from '../output/output-sink.js';
import type { ResponseBody } from '../response.js';
import type { ResponseContext } from '../response-context.js';
import { toResponseUsage } from '../usage.js';
import { ForcedCallsReader } from './forced-calls-reader.js';
import { HeldReader } from './held-reader.js';
import { MessageReader } from './message-reader.js';
import type { ResponseCourse } from './response-course.js';
import type { TextReader } from './text-reader.js';

/**
 * Puts native chunks together to the output of a response. Whether its events are written or nobody listens, the
 * finished response is the same. Made anew for each answer.
 */
export class ResponseAssembler {
  private readonly output: OutputBuilder;
  private reader: TextReader;
  /** Calls that Ollama has read and the client has been told of. */
  private calls = 0;
  private hasThought = false;

  constructor(
    private readonly context: ResponseContext,
    sink: OutputSink,
    private readonly course: ResponseCourse,
    private reading: Reading,
  ) {
    this.output = new OutputBuilder(context.form, sink);
    this.reader = this.newReader();
  }

  get told(): Told {
    return { content: this.reader.isTold, calls: this.calls + this.reader.calls > 0 };
  }

  /** The items of an answer that does not end. */
  abandon(): ResponseBody['output'] {
    return this.output.abandon();
  }

  /** Goes on with another attempt at the answer; what was told of the one before stays told. */
  startAgain(reading: Reading): void {
    this.output.close('completed');
    this.reading = reading;
    this.reader = this.newReader();
  }

  /**
   * @returns the finished response, with the last chunk
   * @throws OpenAiError for what cannot be passed off as an answer
   */
  add(chunk: OllamaChatChunk): ResponseBody | undefined {
    const { content, thinking, tool_calls: calls } = chunk.message;
    if (thinking) {
      this.hasThought = true;
      this.output.think(thinking);
    }
    if (calls && calls.length > 0) this.addCalls(content, calls);
    else if (content !== '' || chunk.logprobs) this.addText(chunk);
    return chunk.done ? this.end(chunk) : undefined;
  }

  private addText({ message, logprobs }: OllamaChatChunk): void {
    // Once Ollama has read the calls, what is left of their text is no call.
    if (this.reading === 'calls' && this.calls > 0) return;
    if (!logprobs) return this.reader.read(message.content, undefined);
    // Those of a thought alone are nobody's.
    const isOnlyThought = message.content === '' && message.thinking;
    const own = (isOnlyThought ? null : toContentLogprobs(logprobs, message)?.content) ?? [];
    if (message.content !== '' || own.length > 0) this.reader.read(message.content, toLogprobs(own));
  }

  private addCalls(content: string, calls: readonly OllamaToolCall[]): void {
    const { checks, tools } = this.context;
    // Where calls are not parallel, one is all that the client is told of.
    const told = tools.selection.parallel ? calls : calls.slice(0, this.told.calls ? 0 : 1);
    for (const { function: called } of told) checks.check(called.name, called.arguments);
    // Text beside calls is no answer yet; where a form was asked for, a client would take it for one.
    if (content !== '' && this.reading === 'text' && this.context.answerForm === undefined) {
      this.reader.read(content, undefined);
    }
    for (const { id, function: called } of told) {
      this.output.beginCall(tools.names.toIdentity(called.name), id);
      this.output.continueCall(JSON.stringify(called.arguments));
      this.output.close('completed');
    }
    this.calls += told.length;
  }

  private end(chunk: OllamaChatEnd): ResponseBody {
    const isCut = toFinishReason(chunk.done_reason, false) === 'length';
    if (this.calls === 0) this.reader.end(isCut);
    const { content, calls } = this.told;
    this.output.end(isCut ? 'incomplete' : 'completed');
    const usage = toResponseUsage(chunk, isCut && this.hasThought && !content && !calls);
    const { items } = this.output;
    return isCut ? this.course.incomplete(items, usage) : this.course.completed(items, usage);
  }

  private newReader(): TextReader {
    const { answerForm, tools, checks } = this.context;
    switch (this.reading) {
      case 'text':
        return new MessageReader(this.output, answerForm);
      case 'held':
        return new HeldReader(this.output, answerForm);
      case 'calls':
        return new ForcedCallsReader(this.output, tools.names, checks);
      default:
        return this.reading satisfies never;
    }
  }
}
