import type { ResponseOutputText } from 'openai/resources/responses/responses';
import { notInForm } from '../../structured-output/not-in-form.js';
import type { AnswerForm } from '../../structured-output/answer-form.js';
import type { OutputBuilder } from '../output/output-builder.js';
import type { TextReader } from './text-reader.js';

/** Holds the text back until it is known to have the form that was asked for: the model was free to call tools instead. */
export class HeldReader implements TextReader {
  readonly calls = 0;
  readonly isTold = false;
  private text = '';
  private readonly logprobs: ResponseOutputText.Logprob[] = [];

  constructor(
    private readonly output: OutputBuilder,
    private readonly form: AnswerForm | undefined,
  ) {}

  read(text: string, logprobs: readonly ResponseOutputText.Logprob[] | undefined): void {
    this.text += text;
    this.logprobs.push(...(logprobs ?? []));
  }

  end(): void {
    if (this.form?.fits(this.text) === false) throw notInForm();
    this.output.say(this.text, this.logprobs.length > 0 ? this.logprobs : undefined);
  }
}
