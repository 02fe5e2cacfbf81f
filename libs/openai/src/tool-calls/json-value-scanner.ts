const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const SPACE = 0x20;

/** Finds the end of one JSON value in a text that comes in pieces; whether the value is well formed is not its business. */
export class JsonValueScanner {
  private depth = 0;
  private inString = false;
  private escaped = false;
  private begun = false;

  /**
   * @param from where in the text the value begins or goes on
   * @returns the index after the last character of the value; undefined when it goes on after this text
   */
  scan(text: string, from: number): number | undefined {
    for (let index = from; index < text.length; index++) {
      const character = text.charCodeAt(index);
      if (this.inString) {
        if (this.endsString(character) && this.depth === 0) return index + 1;
        continue;
      }
      switch (character) {
        case QUOTE:
          this.inString = true;
          break;
        case OPENING_BRACE:
        case OPENING_BRACKET:
          this.depth += 1;
          break;
        case CLOSING_BRACE:
        case CLOSING_BRACKET:
          // It belongs to what is around a number or a word.
          if (this.depth === 0) return index;
          this.depth -= 1;
          if (this.depth === 0) return index + 1;
          break;
        case COMMA:
          if (this.depth === 0) return index;
          break;
        default:
          if (character <= SPACE) {
            if (this.depth === 0 && this.begun) return index;
            continue;
          }
      }
      this.begun = true;
    }
    return undefined;
  }

  private endsString(character: number): boolean {
    if (this.escaped) this.escaped = false;
    else if (character === BACKSLASH) this.escaped = true;
    else if (character === QUOTE) this.inString = false;
    return !this.inString;
  }
}
