import type { OllamaLogprob } from '@app/ollama';
import { notInForm } from '../../structured-output/not-in-form.js';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import { toChoiceLogprobs } from '../logprobs.js';
import type { AnswerReader } from './answer-reader.js';
import type { ChunkEvents } from './chunk-events.js';

/** Holds the text back until it is known to have the form that was asked for: the model was free to call tools instead. */
export class HeldReader implements AnswerReader {
  readonly calls = 0;
  readonly isTold = false;
  lacksLogprobs = false;
  private content = '';
  private readonly logprobs: OllamaLogprob[] = [];

  constructor(
    private readonly context: ChatCompletionContext,
    private readonly events: ChunkEvents,
  ) {}

  read(content: string, logprobs: readonly OllamaLogprob[] | undefined): string {
    this.content += content;
    this.logprobs.push(...(logprobs ?? []));
    return '';
  }

  end(): string {
    if (this.context.form?.fits(this.content) === false) throw notInForm();
    const hasLogprobs = this.logprobs.length > 0;
    this.lacksLogprobs = this.context.logprobs && !hasLogprobs;
    return this.events.delta({ content: this.content }, hasLogprobs ? toChoiceLogprobs(this.logprobs) : null);
  }
}
