import { type SchemaName, schemaViolations } from './schema-violations.js';

/** Reads an event stream beside the client, and tells what is wrong with it. */
export class EventStreamCheck {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private unread = '';
  protected ended = false;

  constructor(
    protected readonly schema: SchemaName,
    protected readonly report: (violation: string) => void,
  ) {}

  read(bytes: Uint8Array): void {
    this.unread += this.decoder.decode(bytes, { stream: true });
    const events = this.unread.split('\n\n');
    this.unread = events.pop() ?? '';
    for (const event of events) this.check(event);
  }

  /** Not called for a stream that the client has left. */
  end(): void {
    if (this.unread !== '') this.report(`the stream ends within an event: ${this.unread}`);
    if (!this.ended) this.report('the stream ends with nothing that says so');
  }

  protected check(event: string): void {
    if (event.startsWith(':')) return;
    if (this.ended) this.report(`something follows the end of the stream: ${event}`);
    if (!event.startsWith('data: ') || event.includes('\n')) return this.report(`not one data line: ${event}`);
    const data = event.slice('data: '.length);
    if (data === '[DONE]') {
      this.ended = true;
      return;
    }
    const value = JSON.parse(data) as object;
    const isError = 'error' in value;
    if (isError) this.ended = true;
    for (const violation of schemaViolations(isError ? 'ErrorResponse' : this.schema, value)) {
      this.report(`${violation} in ${data}`);
    }
  }
}
