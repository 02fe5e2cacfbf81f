import type { CompletionUsage } from 'openai/resources/completions';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import { type ChunkWithReasoning, SYSTEM_FINGERPRINT } from '../chat-completion.js';

/** What stands around the choices in each event of a stream: it is the same in all of them, and is written out once. */
export class ChunkEnvelope {
  private readonly start: string;
  private readonly end: string;

  constructor({ id, created, model, includeUsage }: ChatCompletionContext) {
    const head = { id, object: 'chat.completion.chunk', created, model, system_fingerprint: SYSTEM_FINGERPRINT };
    this.start = `data: ${JSON.stringify(head).slice(0, -1)},"choices":[`;
    this.end = includeUsage ? '],"usage":null}\n\n' : ']}\n\n';
  }

  /** The event of one choice. */
  choice(choice: ChunkWithReasoning['choices'][number]): string {
    return this.start + JSON.stringify(choice) + this.end;
  }

  /** The event that tells the usage of the whole answer. */
  usage(usage: CompletionUsage): string {
    return `${this.start}],"usage":${JSON.stringify(usage)}}\n\n`;
  }
}
