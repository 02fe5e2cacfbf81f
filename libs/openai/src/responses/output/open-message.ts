import type { ResponseOutputText } from 'openai/resources/responses/responses';
import type { ItemStatus, OutputMessage } from '../items/items.js';
import type { OutputTextPart } from '../items/parts.js';
import type { OpenItem } from './open-item.js';
import type { OutputSink } from './output-sink.js';
import { toEventLogprobs } from './logprobs.js';

/** A message while the model writes it. */
export class OpenMessage implements OpenItem {
  readonly item: OutputMessage;
  private readonly part: OutputTextPart = { type: 'output_text', text: '', annotations: [], logprobs: [] };
  private readonly place: { item_id: string; output_index: number; content_index: number };

  constructor(
    id: string,
    private readonly output_index: number,
    private readonly sink: OutputSink,
  ) {
    this.item = { id, type: 'message', status: 'in_progress', role: 'assistant', content: [] };
    this.place = { item_id: id, output_index, content_index: 0 };
    sink.emit({ type: 'response.output_item.added', output_index, item: this.item });
    sink.emit({ type: 'response.content_part.added', ...this.place, part: this.part });
    this.item.content.push(this.part);
    sink.beginDeltas({ type: 'response.output_text.delta', ...this.place, logprobs: [] });
  }

  append(text: string): void {
    this.part.text += text;
    this.sink.delta(text);
  }

  appendWithLogprobs(delta: string, logprobs: readonly ResponseOutputText.Logprob[]): void {
    this.part.text += delta;
    this.part.logprobs.push(...logprobs);
    this.sink.emit({
      type: 'response.output_text.delta',
      ...this.place,
      logprobs: toEventLogprobs(logprobs),
      delta,
    });
  }

  close(status: Exclude<ItemStatus, 'in_progress'>): void {
    const { text, logprobs } = this.part;
    this.item.status = status;
    this.sink.emit({
      type: 'response.output_text.done',
      ...this.place,
      text,
      logprobs: toEventLogprobs(logprobs),
    });
    this.sink.emit({ type: 'response.content_part.done', ...this.place, part: this.part });
    this.sink.emit({ type: 'response.output_item.done', output_index: this.output_index, item: this.item });
  }
}
