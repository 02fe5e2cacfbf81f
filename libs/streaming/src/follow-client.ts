import type { ServerResponse } from 'node:http';
import type { Subscriber } from 'rxjs';

/** What can be told to stop producing while the client does not read. */
export interface Flow {
  pause(): void;
  resume(): void;
}

/**
 * Lets an answer go on when its client has read, and ends it when the client goes away.
 *
 * @returns false when the client has gone already
 */
export function followClient(response: ServerResponse, flow: Flow, subscriber: Subscriber<never>): boolean {
  const resume = () => flow.resume();
  const gone = () => subscriber.complete();
  if (response.destroyed) {
    gone();
    return false;
  }
  response.on('drain', resume);
  response.once('close', gone);
  subscriber.add(() => {
    response.off('drain', resume);
    response.off('close', gone);
  });
  return true;
}
