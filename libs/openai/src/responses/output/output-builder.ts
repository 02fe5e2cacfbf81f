import type { ResponseOutputText } from 'openai/resources/responses/responses';
import type { ItemStatus, OutputItem } from '../items/items.js';
import type { ToolIdentity } from '../tools/callable-tools.js';
import { OpenCustomToolCall } from './open-custom-tool-call.js';
import { OpenFunctionCall } from './open-function-call.js';
import type { OpenItem } from './open-item.js';
import { OpenMessage } from './open-message.js';
import { OpenReasoning, type ReasoningForm } from './open-reasoning.js';
import type { OutputSink } from './output-sink.js';

export interface OutputForm {
  readonly reasoning: ReasoningForm;
  /** A unique id: the prefix and 24 or more random characters. */
  readonly newId: (prefix: string) => string;
}

/**
 * Puts what the model does together to the items of an output, in the order in which it does it: text before, between
 * and after calls is a message each. What is told while it comes and what stands in the finished output are the same
 * objects.
 */
export class OutputBuilder {
  readonly #finished: OutputItem[] = [];
  #open: OpenItem | undefined;

  constructor(
    private readonly form: OutputForm,
    private readonly sink: OutputSink,
  ) {}

  /** All items, the open one as far as it has come. */
  get items(): readonly OutputItem[] {
    return this.#open ? [...this.#finished, this.#open.item] : this.#finished;
  }

  get isInMessage(): boolean {
    return this.#open instanceof OpenMessage;
  }

  think(thought: string): void {
    const open = this.#open;
    (open instanceof OpenReasoning ? open : this.#openReasoning()).append(thought);
  }

  say(text: string, logprobs?: readonly ResponseOutputText.Logprob[]): void {
    const message = this.#open instanceof OpenMessage ? this.#open : this.#openMessage();
    if (logprobs) message.appendWithLogprobs(text, logprobs);
    else message.append(text);
  }

  /** @param callId as Ollama gave it; older servers give none */
  beginCall({ type, ...tool }: ToolIdentity, callId: string | undefined): void {
    this.close('completed');
    const call_id = callId || this.form.newId('call_');
    const index = this.#finished.length;
    this.#open =
      type === 'custom'
        ? new OpenCustomToolCall({ id: this.form.newId('ctc_'), call_id, ...tool }, index, this.sink)
        : new OpenFunctionCall({ id: this.form.newId('fc_'), call_id, ...tool }, index, this.sink);
  }

  /** A piece of the arguments of the call that was begun last. */
  continueCall(text: string): void {
    if (this.#open instanceof OpenFunctionCall || this.#open instanceof OpenCustomToolCall) this.#open.append(text);
  }

  /** Ends the item that is open, if there is one. */
  close(status: Exclude<ItemStatus, 'in_progress'>): void {
    if (this.#open === undefined) return;
    this.#open.close(status);
    this.#finished.push(this.#open.item);
    this.#open = undefined;
  }

  /**
   * Ends the output.
   * @param status `incomplete` when the model was cut off: then the last item is, too
   */
  end(status: 'completed' | 'incomplete'): void {
    const saidNothing = this.items.every(({ type }) => type === 'reasoning');
    // A model that is done has answered, if only with nothing.
    if (status === 'completed' && saidNothing) this.#openMessage();
    this.close(status);
  }

  /** The items of an output that does not end: the open one stays as far as it has come. */
  abandon(): readonly OutputItem[] {
    const item = this.#open?.item;
    if (item !== undefined && 'status' in item) item.status = 'incomplete';
    return this.items;
  }

  #openReasoning(): OpenReasoning {
    this.close('completed');
    const { newId, reasoning } = this.form;
    const open = new OpenReasoning(newId('rs_'), this.#finished.length, reasoning, this.sink);
    this.#open = open;
    return open;
  }

  #openMessage(): OpenMessage {
    this.close('completed');
    const open = new OpenMessage(this.form.newId('msg_'), this.#finished.length, this.sink);
    this.#open = open;
    return open;
  }
}
