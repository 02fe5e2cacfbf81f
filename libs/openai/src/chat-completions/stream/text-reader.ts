import type { OllamaLogprob } from '@app/ollama';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import { toChoiceLogprobs } from '../logprobs.js';
import type { AnswerReader } from './answer-reader.js';
import type { ChunkEvents } from './chunk-events.js';

/** Tells the text as it comes; whether it has the form that was asked for is known at the end. */
export class TextReader implements AnswerReader {
  readonly calls = 0;
  isTold = false;
  lacksLogprobs = false;
  private readonly check: ((text: string) => void) | undefined;
  private content = '';

  constructor(
    private readonly context: ChatCompletionContext,
    private readonly events: ChunkEvents,
  ) {
    this.check = context.form?.check;
  }

  /** Content that is not the first, and nothing else: nearly every token. */
  readPlain(content: string): string {
    this.isTold = true;
    if (this.check !== undefined) this.content += content;
    return this.events.nextContent(content);
  }

  read(content: string, logprobs: readonly OllamaLogprob[] | undefined): string {
    // Only the first delta, which has the role, may be empty.
    if (content === '' && this.events.begun && !logprobs) return '';
    if (content !== '') {
      this.isTold = true;
      this.lacksLogprobs ||= this.context.logprobs && !logprobs;
    }
    this.content += content;
    return this.events.delta({ content }, logprobs ? toChoiceLogprobs(logprobs) : null);
  }

  end(isCut: boolean): string {
    if (!isCut) this.check?.(this.content);
    return '';
  }
}
