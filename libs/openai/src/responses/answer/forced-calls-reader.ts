import { checkForcedCall, noForcedCall } from '../../tool-calls/forced-calls.js';
import type { CallChecks } from '../../tool-calls/call-checks.js';
import { type ForcedCallEvent, ForcedCallsParser } from '../../tool-calls/forced-calls-parser.js';
import type { OutputBuilder } from '../output/output-builder.js';
import type { ToolNames } from '../tools/tool-names.js';
import type { TextReader } from './text-reader.js';

/** Tells the calls that the model was constrained to write while it writes them. */
export class ForcedCallsReader implements TextReader {
  calls = 0;
  private readonly parser = new ForcedCallsParser();

  constructor(
    private readonly output: OutputBuilder,
    private readonly names: ToolNames,
    private readonly checks: CallChecks,
  ) {}

  get isTold(): boolean {
    return this.calls > 0;
  }

  read(text: string): void {
    const events = this.parser.add(text);
    if (this.parser.state === 'broken') throw noForcedCall();
    for (const event of events) {
      if (event.type === 'end') checkForcedCall(event.name, event.arguments, this.checks);
    }
    for (const event of events) this.tell(event);
  }

  end(isCut: boolean): void {
    const isWhole = this.parser.state === 'complete' && this.calls > 0;
    if (!isWhole && !isCut) throw noForcedCall();
  }

  private tell(event: ForcedCallEvent): void {
    switch (event.type) {
      case 'start':
        this.calls += 1;
        return this.output.beginCall(this.names.toIdentity(event.name), undefined);
      case 'arguments':
        return this.output.continueCall(event.delta);
      case 'end':
        return this.output.close('completed');
      default:
        event satisfies never;
    }
  }
}
