import type { ItemStatus, OutputCustomToolCall } from '../items/items.js';
import { toCustomInput } from '../tools/custom-input.js';
import type { OpenItem } from './open-item.js';
import type { OutputSink } from './output-sink.js';

interface Called {
  id: string;
  call_id: string;
  name: string;
  namespace?: string;
}

/** A call of a custom tool. The model writes it as a function call; its text is known when that is whole. */
export class OpenCustomToolCall implements OpenItem {
  readonly item: OutputCustomToolCall;
  private written = '';

  constructor(
    called: Called,
    private readonly output_index: number,
    private readonly sink: OutputSink,
  ) {
    this.item = { type: 'custom_tool_call', input: '', ...called };
    sink.emit({ type: 'response.output_item.added', output_index, item: this.item });
    sink.beginDeltas({ type: 'response.custom_tool_call_input.delta', item_id: called.id, output_index });
  }

  append(text: string): void {
    this.written += text;
  }

  close(status: Exclude<ItemStatus, 'in_progress'>): void {
    const { item, output_index, sink } = this;
    item.input = toCustomInput(this.written, status === 'incomplete');
    if (item.input !== '') sink.delta(item.input);
    sink.emit({
      type: 'response.custom_tool_call_input.done',
      item_id: item.id,
      output_index,
      input: item.input,
    });
    sink.emit({ type: 'response.output_item.done', output_index, item });
  }
}
