import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Takes a body as it comes. */
export interface BodyTaker {
  take(bytes: Buffer): void;
  /** All of it has come. */
  end(): void;
}

const isStreamRead = Reflect.getOwnPropertyDescriptor(Readable.prototype, 'readableEnded')?.get as () => boolean;

/**
 * A request whose body can be had as Node's parser brings it. The stream that Node makes of it, with its events and the
 * ticks after which they come, is 5 % of what a short answer costs in JavaScript, before Ollama is asked. When such a body
 * has come the request emits `end`, but it emits `close` only where its connection closes before the answer has ended.
 */
export class IncomingRequest extends IncomingMessage {
  // Node keeps a request until this is true. TypeScript allows no accessor in place of what its types call a property.
  static {
    Object.defineProperty(this.prototype, 'readableEnded', {
      get(this: IncomingRequest) {
        return this.isTaken || isStreamRead.call(this);
      },
    });
  }

  private taker: BodyTaker | undefined;
  private isTaken = false;

  /** @returns false where the taker gets nothing, since some of the body is in the stream already */
  giveTo(taker: BodyTaker): boolean {
    if (this.complete || this.destroyed || this.readableLength > 0) return false;
    this.taker = taker;
    // Otherwise Node reads what nobody seems to have read.
    this.read(0);
    return true;
  }

  /** Node's parser brings the body by it. */
  override push(bytes: Buffer | null, encoding?: BufferEncoding): boolean {
    if (this.taker === undefined) return super.push(bytes, encoding);
    if (bytes === null) this.endTaken(this.taker);
    else this.taker.take(bytes);
    return true;
  }

  private endTaken(taker: BodyTaker): void {
    this.taker = undefined;
    this.isTaken = true;
    this.emit('end');
    taker.end();
  }
}
