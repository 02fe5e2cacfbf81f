import { EventStreamCheck } from './event-stream-check.js';
import { schemaViolations } from './schema-violations.js';

const LAST = ['response.completed', 'response.incomplete', 'response.failed'];

/** The same for the stream of a response, whose events have names and numbers. */
export class ResponseStreamCheck extends EventStreamCheck {
  private events = 0;

  protected override check(event: string): void {
    if (event.startsWith(':')) return;
    if (this.ended) this.report(`something follows the end of the stream: ${event}`);
    const [, name, data] = /^event: (\S+)\ndata: ([^\n]*)$/.exec(event) ?? [];
    if (name === undefined || data === undefined) return this.report(`not an event line and a data line: ${event}`);
    const { type, sequence_number } = JSON.parse(data) as { type?: string; sequence_number?: number };
    if (type !== name) this.report(`the event line says ${name}, the data ${type}`);
    if (sequence_number !== this.events) this.report(`event ${this.events} has the number ${sequence_number}`);
    this.events += 1;
    this.ended = LAST.includes(name);
    for (const violation of schemaViolations(this.schema, JSON.parse(data))) this.report(`${violation} in ${data}`);
  }
}
