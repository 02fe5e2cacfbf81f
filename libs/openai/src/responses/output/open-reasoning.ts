import type { ItemStatus, OutputReasoning } from '../items/items.js';
import type { ReasoningTextPart, SummaryTextPart } from '../items/parts.js';
import type { OpenItem } from './open-item.js';
import type { OutputSink } from './output-sink.js';

export interface ReasoningForm {
  /**
   * Whether the thought stands in `summary`, where a client that asks for a summary looks, or in `content`. It is the
   * thought itself either way: nothing here could sum it up.
   */
  readonly asSummary: boolean;
  /** Set when `reasoning.encrypted_content` is asked for; null where no key is configured. */
  readonly encrypt: ((thought: string) => string | null) | undefined;
}

/** A reasoning item while the model thinks. */
export class OpenReasoning implements OpenItem {
  readonly item: OutputReasoning;
  private readonly part: SummaryTextPart | ReasoningTextPart;
  private readonly place: { item_id: string; output_index: number };

  constructor(
    id: string,
    private readonly output_index: number,
    private readonly form: ReasoningForm,
    private readonly sink: OutputSink,
  ) {
    this.item = { id, type: 'reasoning', status: 'in_progress', summary: [] };
    this.part = { type: form.asSummary ? 'summary_text' : 'reasoning_text', text: '' };
    this.place = { item_id: id, output_index };
    sink.emit({ type: 'response.output_item.added', output_index, item: this.item });
    this.beginPart();
  }

  append(text: string): void {
    this.part.text += text;
    this.sink.delta(text);
  }

  close(status: Exclude<ItemStatus, 'in_progress'>): void {
    this.endPart();
    this.item.status = status;
    if (this.form.encrypt) this.item.encrypted_content = this.form.encrypt(this.part.text);
    this.sink.emit({ type: 'response.output_item.done', output_index: this.output_index, item: this.item });
  }

  private beginPart(): void {
    const { part, place, sink, item } = this;
    if (part.type === 'summary_text') {
      sink.emit({ type: 'response.reasoning_summary_part.added', ...place, summary_index: 0, part });
      item.summary.push(part);
      sink.beginDeltas({ type: 'response.reasoning_summary_text.delta', ...place, summary_index: 0 });
    } else {
      sink.emit({ type: 'response.content_part.added', ...place, content_index: 0, part });
      item.content = [part];
      sink.beginDeltas({ type: 'response.reasoning_text.delta', ...place, content_index: 0 });
    }
  }

  private endPart(): void {
    const { part, place, sink } = this;
    if (part.type === 'summary_text') {
      const text = part.text;
      sink.emit({ type: 'response.reasoning_summary_text.done', ...place, summary_index: 0, text });
      sink.emit({ type: 'response.reasoning_summary_part.done', ...place, summary_index: 0, part });
    } else {
      const text = part.text;
      sink.emit({ type: 'response.reasoning_text.done', ...place, content_index: 0, text });
      sink.emit({ type: 'response.content_part.done', ...place, content_index: 0, part });
    }
  }
}
