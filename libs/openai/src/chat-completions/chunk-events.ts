import type { CompletionUsage } from 'openai/resources/completions';
import { type ChunkDelta, type ChunkWithReasoning, SYSTEM_FINGERPRINT } from './chat-completion.js';
import type { ChatCompletionContext } from './chat-completion-context.js';
import type { FinishReason } from './finish-reason.js';
import type { ChoiceLogprobs } from './logprobs.js';

export const DONE_EVENT = 'data: [DONE]\n\n';

const HOLE = '\u0000';
const HOLE_AS_JSON = JSON.stringify(HOLE);

/** An event but for one text: everything else of it is the same for each token of a stream. */
export interface EventFrame {
  before: string;
  after: string;
}

/** Makes the events of one stream. */
export class ChunkEvents {
  /** `delta.content` alone: nearly every token. */
  readonly content: EventFrame;
  /** `delta.reasoning` alone: nearly every token of a thinking model. */
  readonly reasoning: EventFrame;

  constructor(private readonly context: ChatCompletionContext) {
    this.content = this.frame({ content: HOLE });
    this.reasoning = this.frame({ content: '', reasoning: HOLE });
  }

  delta(delta: ChunkDelta, logprobs: ChoiceLogprobs | null = null): string {
    return toEvent(this.chunk([{ index: 0, delta, logprobs, finish_reason: null }]));
  }

  finish(finish_reason: FinishReason): string {
    return toEvent(this.chunk([{ index: 0, delta: {}, logprobs: null, finish_reason }]));
  }

  usage(usage: CompletionUsage): string {
    return toEvent({ ...this.chunk([]), usage });
  }

  private frame(delta: ChunkDelta): EventFrame {
    const event = this.delta(delta);
    // The last one: the model's name stands before the delta, and may be any text.
    const hole = event.lastIndexOf(HOLE_AS_JSON);
    return { before: event.slice(0, hole), after: event.slice(hole + HOLE_AS_JSON.length) };
  }

  private chunk(choices: ChunkWithReasoning['choices']): ChunkWithReasoning {
    const { id, created, model, includeUsage } = this.context;
    return {
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      system_fingerprint: SYSTEM_FINGERPRINT,
      choices,
      ...(includeUsage && { usage: null }),
    };
  }
}

/** @param text the value that fills the frame's hole */
export function fill(frame: EventFrame, text: string): string {
  return frame.before + JSON.stringify(text) + frame.after;
}

/** Each event is whole in one write: some clients drop one that is split. */
export function toEvent(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
