import type { ResponseOutputText } from 'openai/resources/responses/responses';

/** Reads the text of an answer as it comes, and puts what it is into the output. */
export interface TextReader {
  /** The client has been told of some text. */
  readonly isTold: boolean;
  /** Calls in the text that the client has been told of. */
  readonly calls: number;
  /** @throws OpenAiError when the text cannot be passed on; of this piece nothing has been told then */
  read(text: string, logprobs: readonly ResponseOutputText.Logprob[] | undefined): void;
  /**
   * @param isCut the answer was cut off by the token limit
   * @throws OpenAiError when the text is not what was asked for
   */
  end(isCut: boolean): void;
}
