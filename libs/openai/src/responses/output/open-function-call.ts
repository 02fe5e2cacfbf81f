import type { ItemStatus, OutputFunctionCall } from '../items/items.js';
import type { OpenItem } from './open-item.js';
import type { OutputSink } from './output-sink.js';

interface Called {
  id: string;
  call_id: string;
  name: string;
  namespace?: string;
}

/** A function call while the model writes its arguments. */
export class OpenFunctionCall implements OpenItem {
  readonly item: OutputFunctionCall;

  constructor(
    called: Called,
    private readonly output_index: number,
    private readonly sink: OutputSink,
  ) {
    this.item = { type: 'function_call', status: 'in_progress', arguments: '', ...called };
    sink.emit({ type: 'response.output_item.added', output_index, item: this.item });
    sink.beginDeltas({ type: 'response.function_call_arguments.delta', item_id: called.id, output_index });
  }

  append(text: string): void {
    this.item.arguments += text;
    this.sink.delta(text);
  }

  close(status: Exclude<ItemStatus, 'in_progress'>): void {
    const { item, output_index, sink } = this;
    item.status = status;
    sink.emit({
      type: 'response.function_call_arguments.done',
      item_id: item.id,
      output_index,
      name: item.name,
      arguments: item.arguments,
    });
    sink.emit({ type: 'response.output_item.done', output_index, item });
  }
}
