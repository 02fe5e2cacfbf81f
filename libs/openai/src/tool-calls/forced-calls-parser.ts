import { JsonValueScanner } from './json-value-scanner.js';

/** What a piece of text brought of the calls in it. */
export type ForcedCallEvent =
  | { readonly type: 'start'; readonly name: string }
  | { readonly type: 'arguments'; readonly delta: string }
  /** `arguments` is the whole text of a JSON object. */
  | { readonly type: 'end'; readonly name: string; readonly arguments: string };

/**
 * Reads the calls that a model was constrained to write (see `toForcedCallsFormat`) while it writes them: one
 * `{"name": …, "arguments": {…}}`, or an array of these. Pieces may be cut anywhere.
 */
export class ForcedCallsParser {
  /** `broken`: this is not the form. */
  state: 'open' | 'complete' | 'broken' = 'open';

  private place: 'before-call' | 'in-call' | 'before-colon' | 'in-key' | 'in-value' = 'before-call';
  private inList = false;
  private key = '';
  /** Of a key or of a name, which are told whole. */
  private raw = '';
  private name: string | undefined;
  private args = '';
  private argumentsEnded = false;
  private scanner = new JsonValueScanner();
  private events: ForcedCallEvent[] = [];

  add(text: string): readonly ForcedCallEvent[] {
    this.events = [];
    let index = 0;
    while (index < text.length && this.state !== 'broken') {
      index = this.place === 'in-key' || this.place === 'in-value' ? this.value(text, index) : this.mark(text, index);
    }
    return this.events;
  }

  /** One character between values. */
  private mark(text: string, index: number): number {
    const character = text.charAt(index);
    if (character > ' ' && !this.accepts(character)) this.state = 'broken';
    // A key begins with the quote that was found.
    return this.place === 'in-key' ? index : index + 1;
  }

  private accepts(character: string): boolean {
    switch (this.place) {
      case 'before-call':
        return this.state === 'open' && this.acceptsBeforeCall(character);
      case 'in-call':
        return this.acceptsInCall(character);
      default:
        return character === ':' && this.begin('in-value');
    }
  }

  private acceptsBeforeCall(character: string): boolean {
    switch (character) {
      case '{':
        this.place = 'in-call';
        return true;
      case '[':
        if (this.inList) return false;
        this.inList = true;
        return true;
      case ']':
        this.state = 'complete';
        return this.inList;
      default:
        return character === ',' && this.inList;
    }
  }

  private acceptsInCall(character: string): boolean {
    if (character === '"') return this.begin('in-key');
    if (character === '}') return this.endCall();
    return character === ',';
  }

  private begin(place: 'in-key' | 'in-value'): true {
    this.place = place;
    this.raw = '';
    this.scanner = new JsonValueScanner();
    return true;
  }

  private value(text: string, from: number): number {
    const end = this.scanner.scan(text, from);
    const piece = text.slice(from, end);
    if (this.place === 'in-value' && this.key === 'arguments') this.addArguments(piece);
    else this.raw += piece;
    if (end === undefined) return text.length;
    this.endValue();
    return end;
  }

  private endValue(): void {
    if (this.place === 'in-key') {
      this.key = parseText(this.raw) ?? '';
      this.place = 'before-colon';
      return;
    }
    this.place = 'in-call';
    if (this.key === 'arguments') this.argumentsEnded = true;
    if (this.key === 'name') this.start(parseText(this.raw));
  }

  private start(name: string | undefined): void {
    if (name === undefined || this.name !== undefined) {
      this.state = 'broken';
      return;
    }
    this.name = name;
    this.events.push({ type: 'start', name });
    // Some servers order the keys by themselves.
    if (this.args !== '') this.events.push({ type: 'arguments', delta: this.args });
  }

  private addArguments(piece: string): void {
    const delta = this.args === '' ? piece.trimStart() : piece;
    if (delta === '') return;
    if (this.argumentsEnded || (this.args === '' && !delta.startsWith('{'))) {
      this.state = 'broken';
      return;
    }
    this.args += delta;
    if (this.name !== undefined) this.events.push({ type: 'arguments', delta });
  }

  private endCall(): boolean {
    const { name, args } = this;
    if (name === undefined || !this.argumentsEnded) return false;
    this.events.push({ type: 'end', name, arguments: args });
    this.name = undefined;
    this.args = '';
    this.argumentsEnded = false;
    this.place = 'before-call';
    if (!this.inList) this.state = 'complete';
    return true;
  }
}

function parseText(raw: string): string | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
