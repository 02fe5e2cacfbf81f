import type { ChatCompletionContext } from '../chat-completion-context.js';
import type { ChunkDelta } from '../chat-completion.js';
import type { FinishReason } from '../finish-reason.js';
import type { ChoiceLogprobs } from '../logprobs.js';
import { toReasoning } from '../reasoning-names.js';
import type { ChunkEnvelope } from './chunk-envelope.js';
import { type EventFrame, fill, frameOf } from './event-frame.js';

export const DONE_EVENT = 'data: [DONE]\n\n';

/** Makes the events of one choice of a stream; the first delta has the role. */
export class ChunkEvents {
  /** The role has been told. */
  begun = false;

  // Made when there is a second token, so that the first does not wait for it.
  private content: EventFrame | undefined;
  private reasoning: EventFrame | undefined;

  constructor(
    private readonly context: Pick<ChatCompletionContext, 'reasoningNames'>,
    private readonly envelope: ChunkEnvelope,
    private readonly index: number,
  ) {}

  delta(delta: ChunkDelta, logprobs: ChoiceLogprobs | null = null): string {
    if (this.begun) return this.event(delta, logprobs);
    this.begun = true;
    return this.event({ role: 'assistant', ...delta }, logprobs);
  }

  /** Content that is not the first: nearly every token. */
  nextContent(text: string): string {
    this.content ??= this.frame((content) => ({ content }));
    return fill(this.content, text);
  }

  /** What the model thinks, alone. */
  thought(text: string): string {
    const deltaOf = (thought: string) => ({ content: '', ...toReasoning(thought, this.context.reasoningNames) });
    if (!this.begun) return this.delta(deltaOf(text));
    this.reasoning ??= this.frame(deltaOf);
    return fill(this.reasoning, text);
  }

  /** Beside calls there is no content; the first delta says so. */
  call(delta: ChunkDelta): string {
    return this.delta(this.begun ? delta : { content: null, ...delta });
  }

  finish(finish_reason: FinishReason | 'function_call'): string {
    return this.envelope.choice({ index: this.index, delta: {}, logprobs: null, finish_reason });
  }

  /** An event that is made again and again with another text; it is never the first. */
  frame(deltaOf: (text: string) => ChunkDelta): EventFrame {
    return frameOf((text) => this.event(deltaOf(text), null));
  }

  private event(delta: ChunkDelta, logprobs: ChoiceLogprobs | null): string {
    return this.envelope.choice({ index: this.index, delta, logprobs, finish_reason: null });
  }
}

/** Each event is whole in one write: some clients drop one that is split. */
export function toEvent(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
