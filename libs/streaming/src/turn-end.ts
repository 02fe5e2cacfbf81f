/** Has something to send. */
export interface Sender {
  send(): void;
}

/**
 * The end of a turn of the event loop, at which all leaves together that several answers have to send: readers that sleep are
 * woken up once a turn instead of once a write, which is 4 % of the CPU of a short answer and of a token in a flood. An
 * answer that is alone sends at once, or in the same tick; one that may wait longer sends with others in a millisecond.
 */
export class TurnEnd {
  #answers = 0;
  #senders: Sender[] = [];
  #soon: Sender[] = [];

  /** An answer is under way. */
  join(): void {
    this.#answers++;
  }

  /** It is no more. */
  leave(): void {
    this.#answers--;
  }

  send(sender: Sender): void {
    if (this.#answers === 1) sender.send();
    else if (this.#senders.push(sender) === 1) setImmediate(this.#sendAll);
  }

  /**
   * As `send`, but for an answer whose end may come with what it has to send: one that is alone waits until what was read
   * is dealt with.
   */
  sendWithEnd(sender: Sender): void {
    if (this.#answers === 1) process.nextTick(sendNow, sender);
    else this.send(sender);
  }

  /**
   * As `send`, but in up to two milliseconds, with all that have something until then: an answer of which more comes so fast
   * is sent in fewer writes, which is a third more tokens a second in a flood.
   */
  sendSoon(sender: Sender): void {
    if (this.#soon.push(sender) === 1) setTimeout(this.#sendSoon, 1);
  }

  readonly #sendSoon = (): void => {
    const senders = this.#soon;
    this.#soon = [];
    sendEach(senders);
  };

  readonly #sendAll = (): void => {
    const senders = this.#senders;
    this.#senders = [];
    sendEach(senders);
  };
}

function sendEach(senders: readonly Sender[]): void {
  for (const sender of senders) sender.send();
}

function sendNow(sender: Sender): void {
  sender.send();
}

/** Of all answers of the process. */
export const TURN_END = new TurnEnd();
