import { Observable, type Subscriber } from 'rxjs';
import { OllamaError } from '../errors/ollama-error.js';

export interface AdmissionLimits {
  /** Requests under way at the same time. */
  maxInFlight: number;
  /** Requests that may wait for one of those to end. */
  maxWaiting: number;
  /** Milliseconds that a request may wait. */
  maxWaitMs: number;
}

/** A request that waits for its turn. */
interface Waiting {
  begin: () => void;
}

/**
 * Lets a bounded number of requests through at a time. Others wait, first come first served, up to a number and a time;
 * what is beyond is refused at once, since a model that is behind does not catch up by being asked more.
 */
export class AdmissionQueue {
  #inFlight = 0;
  // A set keeps the order, and lets go of one in the middle at once.
  readonly #waiting = new Set<Waiting>();

  constructor(private readonly limits: AdmissionLimits) {}

  get inFlight(): number {
    return this.#inFlight;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Subscribes to `request` when its turn has come, and gives the turn on when it has ended or was unsubscribed from.
   *
   * @returns a cold Observable that fails as `overloaded` when the queue is full or the wait was too long
   */
  admit<T>(request: Observable<T>): Observable<T> {
    return new Observable((subscriber) => {
      if (this.#inFlight < this.limits.maxInFlight) return this.#begin(request, subscriber);
      if (this.#waiting.size >= this.limits.maxWaiting) return subscriber.error(overloaded('queue-full'));
      this.#wait(request, subscriber);
    });
  }

  #begin<T>(request: Observable<T>, subscriber: Subscriber<T>): void {
    this.#inFlight++;
    subscriber.add(() => {
      this.#inFlight--;
      this.#admitNext();
    });
    subscriber.add(request.subscribe(subscriber));
  }

  #wait<T>(request: Observable<T>, subscriber: Subscriber<T>): void {
    const waiting: Waiting = {
      begin: () => {
        leave();
        this.#begin(request, subscriber);
      },
    };
    const timer = setTimeout(() => subscriber.error(overloaded('waited-too-long')), this.limits.maxWaitMs);
    const leave = () => {
      clearTimeout(timer);
      this.#waiting.delete(waiting);
    };
    this.#waiting.add(waiting);
    subscriber.add(leave);
  }

  #admitNext(): void {
    if (this.#inFlight >= this.limits.maxInFlight) return;
    const [next] = this.#waiting;
    next?.begin();
  }
}

function overloaded(reason: 'queue-full' | 'waited-too-long'): OllamaError {
  return new OllamaError({ kind: 'overloaded', reason });
}
