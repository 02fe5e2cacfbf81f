import { heldBack } from '../generation/stop-texts.js';
import type { ThinkingTags } from '../models/template-traits.js';

export interface ThinkingAndContent {
  thinking: string;
  content: string;
}

type State = 'before' | 'opened' | 'thinking' | 'closed' | 'content';

/**
 * Tells the thoughts of a model from its answer, in a text that comes in pieces. Space around the tags is no part of
 * either; the space before the closing tag is, as Ollama has it.
 */
export class ThinkingParser {
  #state: State;
  #hasThought: boolean;
  #held = '';

  /** @param hasBegun the prompt ends with the opening tag: the model goes on thinking */
  constructor(
    private readonly tags: ThinkingTags,
    hasBegun = false,
  ) {
    this.#state = hasBegun ? 'opened' : 'before';
    this.#hasThought = hasBegun;
  }

  /** Whether the model has ended its thoughts, or has none. */
  get isAnswering(): boolean {
    return this.#state === 'closed' || this.#state === 'content';
  }

  /** Whether there was an opening tag. */
  get hasThought(): boolean {
    return this.#hasThought;
  }

  push(piece: string): ThinkingAndContent {
    this.#held += piece;
    const parsed = { thinking: '', content: '' };
    while (this.step(parsed));
    return parsed;
  }

  /** What was held back when the text is over. */
  flush(): ThinkingAndContent {
    const held = this.#held;
    this.#held = '';
    const isThought = this.#state === 'thinking' || this.#state === 'opened';
    return isThought ? { thinking: held, content: '' } : { thinking: '', content: held };
  }

  /** One step of the parser; false when it needs more text. */
  private step(parsed: ThinkingAndContent): boolean {
    switch (this.#state) {
      case 'before':
        return this.lookForOpening();
      case 'opened':
        return this.skipSpace('thinking');
      case 'thinking':
        return this.think(parsed);
      case 'closed':
        return this.skipSpace('content');
      case 'content':
        parsed.content += this.#held;
        this.#held = '';
        return false;
    }
  }

  private lookForOpening(): boolean {
    const text = this.#held.trimStart();
    if (text.startsWith(this.tags.open)) {
      this.#held = text.slice(this.tags.open.length);
      this.#state = 'opened';
      this.#hasThought = true;
      return true;
    }
    if (text === '' || this.tags.open.startsWith(text)) return false;
    this.#state = 'content';
    return true;
  }

  private skipSpace(next: State): boolean {
    this.#held = this.#held.trimStart();
    if (this.#held === '') return false;
    this.#state = next;
    return true;
  }

  private think(parsed: ThinkingAndContent): boolean {
    const end = this.#held.indexOf(this.tags.close);
    if (end >= 0) {
      parsed.thinking += this.#held.slice(0, end);
      this.#held = this.#held.slice(end + this.tags.close.length);
      this.#state = 'closed';
      return true;
    }
    const held = heldBack(this.#held, [this.tags.close]);
    parsed.thinking += this.#held.slice(0, this.#held.length - held);
    this.#held = this.#held.slice(this.#held.length - held);
    return false;
  }
}
