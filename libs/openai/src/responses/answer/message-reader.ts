import type { ResponseOutputText } from 'openai/resources/responses/responses';
import type { AnswerForm } from '../../structured-output/answer-form.js';
import type { OutputBuilder } from '../output/output-builder.js';
import type { TextReader } from './text-reader.js';

/** Tells the text as it comes; whether it has the form that was asked for is known at the end. */
export class MessageReader implements TextReader {
  readonly calls = 0;
  isTold = false;
  private readonly check: ((text: string) => void) | undefined;
  private text = '';

  constructor(
    private readonly output: OutputBuilder,
    form: AnswerForm | undefined,
  ) {
    this.check = form?.check;
  }

  read(text: string, logprobs: readonly ResponseOutputText.Logprob[] | undefined): void {
    // Tokens of which no character is whole yet have log probabilities, too.
    if (text === '' && !(logprobs && this.output.isInMessage)) return;
    this.isTold = true;
    if (this.check !== undefined) this.text += text;
    this.output.say(text, logprobs);
  }

  end(isCut: boolean): void {
    // What was cut off says so.
    if (!isCut) this.check?.(this.text);
  }
}
