import { type ForcedCallEvent, ForcedCallsParser } from '../../tool-calls/forced-calls-parser.js';
import { checkForcedCall, noForcedCall } from '../../tool-calls/forced-calls.js';
import type { ChatCompletionContext } from '../chat-completion-context.js';
import type { CallDeltas } from '../told-call.js';
import type { AnswerReader } from './answer-reader.js';
import type { ChunkEvents } from './chunk-events.js';
import { type EventFrame, fill } from './event-frame.js';

/** Tells the calls that the model was constrained to write while it writes them. */
export class CallsReader implements AnswerReader {
  calls = 0;
  readonly lacksLogprobs = false;
  private readonly parser = new ForcedCallsParser();
  private frame: EventFrame | undefined;

  constructor(
    private readonly deltas: CallDeltas,
    private readonly context: ChatCompletionContext,
    private readonly events: ChunkEvents,
  ) {}

  get isTold(): boolean {
    return this.calls > 0;
  }

  read(content: string): string {
    const events = this.parser.add(content);
    if (this.parser.state === 'broken') throw noForcedCall();
    for (const event of events) {
      if (event.type === 'end') checkForcedCall(event.name, event.arguments, this.context.checks);
    }
    return events.map((event) => this.tell(event)).join('');
  }

  end(isCut: boolean): string {
    const isWhole = this.parser.state === 'complete' && this.calls > 0;
    if (!isWhole && !isCut) throw noForcedCall();
    return this.events.begun ? '' : this.events.call({});
  }

  private tell(event: ForcedCallEvent): string {
    switch (event.type) {
      case 'start': {
        const index = this.calls++;
        this.frame = this.events.frame((delta) => this.deltas.arguments(delta, index));
        return this.events.call(this.deltas.start({ id: this.context.newToolCallId(), name: event.name }, index));
      }
      case 'arguments':
        return this.frame === undefined ? '' : fill(this.frame, event.delta);
      case 'end':
        return '';
      default:
        return event satisfies never;
    }
  }
}
