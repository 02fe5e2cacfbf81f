import { heldBack } from '../generation/stop-texts.js';
import type { ToolCallForm } from '../models/template-traits.js';
import { endOfJson } from './json-scan.js';
import { type ParsedCall, parseCalls } from './parse-calls.js';

export interface ContentAndCalls {
  content: string;
  calls: ParsedCall[];
}

const OPENINGS: Record<ToolCallForm, readonly string[]> = {
  tagged: ['<tool_call>'],
  mistral: ['[TOOL_CALLS]'],
  bare: ['<|python_tag|>', '<tool_call>'],
};
const CLOSING = '</tool_call>';

/**
 * Takes the calls of tools out of an answer that comes in pieces. Space around calls is no content. What looks like a
 * call and is none is content, as the model wrote it.
 */
export class ToolCallParser {
  readonly #openings: readonly string[];
  #held = '';
  /** The tag that began the call which is being read. */
  #opening?: string;
  #hasContent = false;

  constructor(private readonly form: ToolCallForm) {
    this.#openings = OPENINGS[form];
  }

  push(piece: string): ContentAndCalls {
    this.#held += piece;
    const parsed: ContentAndCalls = { content: '', calls: [] };
    while (this.#opening === undefined ? this.readContent(parsed) : this.readCall(parsed));
    return parsed;
  }

  /** What was held back when the text is over: the last call may lack its closing tag. */
  flush(): ContentAndCalls {
    const body = this.#held;
    const calls = this.#opening === undefined ? undefined : parseCalls(body);
    const content = calls || body.trim() === '' ? '' : (this.#opening ?? '') + body;
    this.#held = '';
    this.#opening = undefined;
    return { content, calls: calls ?? [] };
  }

  /** False when it needs more text. */
  private readContent(parsed: ContentAndCalls): boolean {
    if (!this.#hasContent) {
      const text = this.#held.trimStart();
      if (text === '') return false;
      if (this.form === 'bare' && text.startsWith('{')) {
        this.#opening = '';
        this.#held = text;
        return true;
      }
    }
    const [opening, start] = firstOf(this.#held, this.#openings);
    if (opening !== undefined) {
      this.show(parsed, this.#held.slice(0, start));
      this.#held = this.#held.slice(start + opening.length);
      this.#opening = opening;
      return true;
    }
    const held = heldBack(this.#held, this.#openings);
    this.show(parsed, this.#held.slice(0, this.#held.length - held));
    this.#held = this.#held.slice(this.#held.length - held);
    return false;
  }

  private readCall(parsed: ContentAndCalls): boolean {
    const end = this.endOfCall();
    if (end === undefined) return false;
    const body = this.#held.slice(0, end.body);
    const calls = parseCalls(body);
    if (calls) parsed.calls.push(...calls);
    else this.show(parsed, `${this.#opening}${this.#held.slice(0, end.all)}`);
    this.#held = this.#held.slice(end.all);
    this.#opening = undefined;
    if (calls) this.#hasContent = false;
    return true;
  }

  private endOfCall(): { body: number; all: number } | undefined {
    if (this.#opening === '<tool_call>') {
      const body = this.#held.indexOf(CLOSING);
      return body < 0 ? undefined : { body, all: body + CLOSING.length };
    }
    const end = endOfJson(this.#held);
    return end === undefined ? undefined : { body: end, all: end };
  }

  private show(parsed: ContentAndCalls, text: string): void {
    if (!this.#hasContent && text.trim() === '') return;
    this.#hasContent = true;
    parsed.content += text;
  }
}

function firstOf(text: string, marks: readonly string[]): [mark: string | undefined, index: number] {
  const found = marks.map((mark) => [mark, text.indexOf(mark)] as const).filter(([, index]) => index >= 0);
  const [first] = found.toSorted(([, a], [, b]) => a - b);
  return first ? [...first] : [undefined, -1];
}
