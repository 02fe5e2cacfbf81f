import type { DeltaFrame, StreamEvent } from '../response.js';
import type { OutputSink } from './output-sink.js';

/** Numbers the events of one stream and writes them as server-sent events. */
export class EventWriter implements OutputSink {
  private written = '';
  private sequenceNumber = 0;
  private frame = '';

  /** What was written since the last call. */
  take(): string {
    const text = this.written;
    this.written = '';
    return text;
  }

  emit(event: StreamEvent): void {
    const data = JSON.stringify({ ...event, sequence_number: this.sequenceNumber++ });
    this.written += `event: ${event.type}\ndata: ${data}\n\n`;
  }

  /** Everything but text and number is the same for each token: it is serialised once. */
  beginDeltas(frame: DeltaFrame): void {
    this.frame = `event: ${frame.type}\ndata: ${JSON.stringify(frame).slice(0, -1)},"delta":`;
  }

  delta(text: string): void {
    this.written += `${this.frame}${JSON.stringify(text)},"sequence_number":${this.sequenceNumber++}}\n\n`;
  }
}
