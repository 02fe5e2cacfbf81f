import type { OllamaFailure } from '@app/ollama';
import type { Attachment } from '../attachments/attachment.js';
import type { OpenAiError } from '../errors/openai-error.js';

/** Token counts of an answer, for the log line. */
export interface TokenCounts {
  promptTokens?: number | undefined;
  completionTokens?: number | undefined;
}

/**
 * One request understood: what Ollama is asked, and how its answers become OpenAI's. Made anew for each request; a choice
 * of the answer is a native request of its own.
 */
export interface Translation<NativeRequest, NativeChunk> {
  /** As the request named it; told to the client and to the log. */
  readonly model: string;
  /** One for each choice, in the order of the choices. */
  readonly nativeRequests: readonly NativeRequest[];
  /** What has to be fetched or read before the native requests are whole: none of most. */
  readonly attachments?: readonly Attachment[];
  /**
   * Names of fields that are not honoured, told to the client in a header: those that the API does not know, and what
   * turns out to be beyond the model. Whole when the answer begins.
   */
  readonly ignoredFields: readonly string[];
  readonly stream: boolean;
  /** Set when what came cannot be passed off as an answer: its event was then the last one. */
  readonly failure: OpenAiError | undefined;
  /**
   * The whole answer, when not streaming: JSON, unless it is text. As bytes, in pieces that follow each other, where it was
   * not made from values.
   * @param answers the last chunk of each choice, in the order of the choices
   */
  toBody(answers: readonly NativeChunk[]): object | string | readonly Uint8Array[];
  /** Server-sent events, when streaming: one text for all chunks of one read; empty when there is nothing to tell yet. */
  toEvents(choice: number, chunks: readonly NativeChunk[]): string;
  /** The events that end a stream which has begun and cannot go on, where the API has its own. */
  toErrorEvents?(error: OpenAiError): string;
  /**
   * Where an answer may turn out not to hold: called with each read, in a stream once it has been told.
   * @returns what Ollama is to be asked anew for this choice, in place of an answer that is not passed on
   */
  askAgain?: (choice: number, chunks: readonly NativeChunk[]) => NativeRequest | undefined;
  /**
   * Called when Ollama has refused to answer at all.
   * @returns what it is to be asked instead, one for each choice; undefined where the failure is the answer
   * @throws OpenAiError that says better what is wrong
   */
  askInstead?(failure: OllamaFailure): readonly NativeRequest[] | undefined;
  /** Known once the answer has ended. */
  counts(): TokenCounts;
}
