import type { ServerResponse } from 'node:http';
import type { Subscriber } from 'rxjs';

/** What can be told to stop producing while the client does not read. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * Ends an answer when its client goes away.
 *
 * @returns false when the client has gone already
 */
export function followClient(response: ServerResponse, subscriber: Subscriber<undefined>): boolean {
  const gone = () => complete(subscriber);
  if (response.destroyed) {
    gone();
    return false;
  }
  response.once('close', gone);
  subscriber.add(() => response.off('close', gone));
  return true;
}

/** Nest waits for the last value of whatever answers a request. */
export function complete(subscriber: Subscriber<undefined>): void {
  subscriber.next(undefined);
  subscriber.complete();
}
