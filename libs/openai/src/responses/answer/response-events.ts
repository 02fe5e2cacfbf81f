import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { ResponseUsage } from 'openai/resources/responses/responses';
import type { Attempts } from '../../native-chat/attempts.js';
import { OpenAiError } from '../../errors/openai-error.js';
import { EventWriter } from '../output/event-writer.js';
import type { ResponseContext } from '../response-context.js';
import { ResponseAssembler } from './response-assembler.js';
import { ResponseCourse } from './response-course.js';

/**
 * Native chunks as the events of a streamed response. Made anew for each stream.
 * @see https://platform.openai.com/docs/api-reference/responses-streaming
 */
export class ResponseEvents {
  /** Known once the answer has ended. */
  usage: ResponseUsage | undefined;
  /** Set when what came cannot be passed off as an answer; nothing follows the events that tell so. */
  failure: OpenAiError | undefined;

  private readonly writer = new EventWriter();
  private readonly course: ResponseCourse;
  private readonly assembler: ResponseAssembler;
  private begun = false;
  /** What still comes belongs to an attempt that has been given up. */
  private givenUp = false;
  private again: OllamaChatRequest | undefined;

  constructor(
    private readonly attempts: Attempts,
    context: ResponseContext,
  ) {
    this.course = new ResponseCourse(context, this.writer);
    this.assembler = new ResponseAssembler(context, this.writer, this.course, attempts.reading);
  }

  /** The events of all chunks of one read, as one text; empty when there is nothing to tell. */
  next(chunks: readonly OllamaChatChunk[]): string {
    this.begin();
    for (const chunk of chunks) {
      if (this.failure !== undefined) break;
      if (!this.givenUp) this.add(chunk);
      if (this.givenUp && chunk.done) this.startAgain();
    }
    return this.writer.take();
  }

  /** The events that end a stream which has begun and cannot go on. */
  fail(error: OpenAiError): string {
    this.begin();
    this.course.failed(this.assembler.abandon(), error);
    return this.writer.take();
  }

  /** What Ollama is to be asked in place of an answer that does not hold; told once. */
  takeRequest(): OllamaChatRequest | undefined {
    const request = this.again;
    this.again = undefined;
    return request;
  }

  private begin(): void {
    if (this.begun) return;
    this.begun = true;
    this.course.begin();
  }

  private add(chunk: OllamaChatChunk): void {
    try {
      this.usage = this.assembler.add(chunk)?.usage;
    } catch (error) {
      if (!(error instanceof OpenAiError)) throw error;
      this.givenUp = this.attempts.goOn(error, this.assembler.told);
      if (this.givenUp) return;
      this.failure = error;
      this.course.failed(this.assembler.abandon(), error);
    }
  }

  private startAgain(): void {
    this.givenUp = false;
    this.assembler.startAgain(this.attempts.reading);
    this.again = this.attempts.request;
  }
}
