import type { OllamaMessage } from '@app/ollama';
import type { Attachment } from '../../attachments/attachment.js';
import { MessageParts } from '../../attachments/message-parts.js';
import { OpenAiError } from '../../errors/openai-error.js';
import { AssistantTurn } from './assistant-turn.js';
import { addContent, type Content } from './content.js';

interface OpenCall {
  readonly name: string;
  readonly results: OllamaMessage[];
}

/** The calls of one id, and how many of them have a result. */
interface CallsOfId {
  readonly calls: OpenCall[];
  answered: number;
}

interface OpenTurn {
  readonly turn: AssistantTurn;
  readonly parts: MessageParts;
}

/** Puts a conversation together, item by item, to native messages. */
export class Conversation {
  readonly #steps: (OllamaMessage | AssistantTurn)[] = [];
  /** By id. Several calls may have one, where a client numbers them anew for each answer: results go in turn. */
  readonly #calls = new Map<string, CallsOfId>();
  #open: OpenTurn | undefined;

  /** @param attachments is given what has to be fetched or read before the messages are whole */
  constructor(private readonly attachments: Attachment[]) {}

  /** @param path where the content stands in the request */
  tell(role: 'system' | 'user', content: Content, path: string): void {
    this.#endTurn();
    const message: OllamaMessage = { role, content: '' };
    this.#steps.push(message);
    this.#fill(message, content, path);
  }

  /** What the model has said. */
  say(content: Content, path: string): void {
    const { parts } = this.#turn();
    if (content !== '') addContent(parts, content, path);
  }

  think(thought: string): void {
    this.#turn().turn.think(thought);
  }

  /** @param id joins call and result; a call without one has its result at once */
  call(name: string, args: Record<string, unknown>, { id, result }: { id?: string; result?: string }): void {
    const results = this.#turn().turn.call(name, args, id);
    if (id !== undefined) this.#callsOf(id).calls.push({ name, results });
    if (result !== undefined) results.push({ role: 'tool', content: result, tool_name: name });
  }

  /**
   * What a call has returned; it goes right behind the call, wherever it comes.
   * @param path where the item stands in the request
   * @throws OpenAiError 400 for the result of a call that nobody has made
   */
  result(id: string, content: Content, path: { id: string; content: string }): void {
    this.#endTurn();
    const call = this.#nextCall(id);
    if (call === undefined) {
      throw OpenAiError.invalidRequest({
        message: `There is no tool call with the id '${id}' before its output.`,
        param: path.id,
        code: 'invalid_value',
      });
    }
    // Many chat templates print the name beside the result.
    const message: OllamaMessage = { role: 'tool', content: '', tool_name: call.name, tool_call_id: id };
    call.results.push(message);
    this.#fill(message, content, path.content);
  }

  toMessages(): OllamaMessage[] {
    this.#endTurn();
    return this.#steps.flatMap((step) => (step instanceof AssistantTurn ? step.toMessages() : step));
  }

  #turn(): OpenTurn {
    if (this.#open) return this.#open;
    const turn = new AssistantTurn();
    this.#steps.push(turn);
    this.#open = { turn, parts: new MessageParts(turn.message, this.attachments) };
    return this.#open;
  }

  /** Its texts are joined once: a turn may have any number of them. */
  #endTurn(): void {
    this.#open?.parts.finish();
    this.#open = undefined;
  }

  #callsOf(id: string): CallsOfId {
    const known = this.#calls.get(id) ?? { calls: [], answered: 0 };
    this.#calls.set(id, known);
    return known;
  }

  /** The first call of that id without a result; the last one where all have one. */
  #nextCall(id: string): OpenCall | undefined {
    const known = this.#calls.get(id);
    if (known === undefined) return undefined;
    const next = known.calls[known.answered];
    if (next === undefined) return known.calls.at(-1);
    known.answered += 1;
    return next;
  }

  #fill(message: OllamaMessage, content: Content, path: string): void {
    if (typeof content === 'string') {
      message.content = content;
      return;
    }
    const parts = new MessageParts(message, this.attachments);
    addContent(parts, content, path);
    parts.finish();
  }
}
