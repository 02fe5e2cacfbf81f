import type { OllamaLogprob } from '@app/ollama';

/** Reads the text of an answer as it comes, and makes the events that tell of it. */
export interface AnswerReader {
  /** Calls in the text that the client has been told of. */
  readonly calls: number;
  /** The client has been told of some text. */
  readonly isTold: boolean;
  /** Log probabilities were asked for, and have not come with the text. */
  readonly lacksLogprobs: boolean;
  /** @throws OpenAiError when the text cannot be passed on; of this piece nothing has been told then */
  read(content: string, logprobs: readonly OllamaLogprob[] | undefined): string;
  /**
   * What is still to be told at the end of an answer.
   * @param isCut the answer was cut off by the token limit
   * @throws OpenAiError when the text is not what was asked for
   */
  end(isCut: boolean): string;
}
