import { OllamaError } from '@app/ollama';
import type { OpenAiError, Translation } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { isObservable, Observable, Subscriber, Subscription, timer } from 'rxjs';
import type { AskNative, NativeAnswers } from './native-answers.js';

/** Takes what one read brought for one choice: what it returns is emitted. */
export type Take<NativeRequest, NativeChunk, Told> = (
  choice: number,
  chunks: readonly NativeChunk[],
  translation: Translation<NativeRequest, NativeChunk>,
) => Told;

export interface AskOptions<NativeRequest, NativeChunk, Told> {
  translation: Translation<NativeRequest, NativeChunk>;
  request: Pick<FastifyRequest, 'body'>;
  askNative: AskNative<NativeChunk>;
  take: Take<NativeRequest, NativeChunk, Told>;
  /** Fails with what says better what went wrong, or with the error itself. */
  explain: (error: unknown) => Observable<never>;
  /** Told of what came that cannot be passed off as an answer. */
  onFailure: (failure: OpenAiError) => void;
}

/**
 * Asks what a translation wants to be asked, by way of the native handler, and asks again where the translation says so:
 * something else where Ollama has refused, and one choice anew where its answer does not hold. All choices are asked side
 * by side; one failure fails them all, and a translation that has failed ends it.
 */
export function askFor<NativeRequest, NativeChunk, Told>(
  options: AskOptions<NativeRequest, NativeChunk, Told>,
): Observable<Told> {
  return new Observable((subscriber) => {
    const asking = new Asking(options, subscriber);
    subscriber.add(asking);
    asking.ask(options.translation.nativeRequests);
  });
}

/**
 * By hand, since each operator of RxJS costs every token of every stream; so does each object that a token passes, where
 * there are so many streams that none of them is in the processor's caches when its token comes.
 */
class Asking<NativeRequest, NativeChunk, Told> {
  #open = 0;
  #answers = new Subscription();
  readonly #translation: Translation<NativeRequest, NativeChunk>;
  readonly #take: Take<NativeRequest, NativeChunk, Told>;

  constructor(
    private readonly options: AskOptions<NativeRequest, NativeChunk, Told>,
    private readonly subscriber: Subscriber<Told>,
  ) {
    this.#translation = options.translation;
    this.#take = options.take;
  }

  unsubscribe(): void {
    this.#answers.unsubscribe();
  }

  /** @param firstChoice the choice that the first of the requests is for */
  ask(nativeRequests: readonly NativeRequest[], firstChoice = 0): void {
    const { request, askNative } = this.options;
    const round = this.#answers;
    request.body = nativeRequests;
    // An answer that ends at once is not the last as long as others are still to be listened to.
    this.#open++;
    try {
      const answers = askNative();
      if (isObservable(answers)) this.#await(answers, (later) => this.#listen(later, firstChoice));
      else this.#listen(answers, firstChoice);
    } catch (error) {
      return this.refused(error);
    }
    if (!round.closed) this.ended();
  }

  #listen(answers: NativeAnswers<NativeChunk>, firstChoice: number): void {
    const round = this.#answers;
    answers.forEach((answer, index) => {
      if (!round.closed) this.#subscribe(answer, new AnswerListener(this, firstChoice + index));
    });
  }

  #await<T>(source: Observable<T>, then: (value: T) => void): void {
    this.#subscribe(source, new Awaiting(this, then));
  }

  #subscribe<T>(source: Observable<T>, listener: Subscriber<T>): void {
    this.#open++;
    this.#answers.add(listener);
    source.subscribe(listener);
  }

  answered(choice: number, chunks: readonly NativeChunk[]): void {
    const { subscriber } = this;
    const translation = this.#translation;
    try {
      subscriber.next(this.#take(choice, chunks, translation));
      const { failure } = translation;
      if (failure !== undefined) {
        this.options.onFailure(failure);
        return subscriber.complete();
      }
      const again = translation.askAgain?.(choice, chunks);
      // With Nest in between the body is read a little later, into arguments that all calls share: one call at a time.
      if (again !== undefined) this.#await(timer(0), () => this.ask([again], choice));
    } catch (error) {
      subscriber.error(error);
    }
  }

  ended(): void {
    this.#open--;
    if (this.#open === 0) this.subscriber.complete();
  }

  refused(error: unknown): void {
    try {
      const instead = error instanceof OllamaError ? this.#translation.askInstead?.(error.failure) : undefined;
      if (instead === undefined) return this.#fail(error);
      this.#answers.unsubscribe();
      this.#answers = new Subscription();
      this.#open = 0;
      this.ask(instead);
    } catch (better) {
      this.subscriber.error(better);
    }
  }

  #fail(error: unknown): void {
    this.#answers.add(
      this.options.explain(error).subscribe({ error: (explained: unknown) => this.subscriber.error(explained) }),
    );
  }
}

/** A subscriber itself, so that RxJS puts no two between what it listens to and the asking. */
abstract class Listener<T> extends Subscriber<T> {
  protected abstract readonly asking: Pick<Asking<unknown, unknown, unknown>, 'refused' | 'ended'>;

  protected override _error(error: unknown): void {
    this.asking.refused(error);
    this.unsubscribe();
  }

  protected override _complete(): void {
    this.asking.ended();
    this.unsubscribe();
  }
}

/** Listens to the answer for a choice. */
class AnswerListener<NativeChunk> extends Listener<readonly NativeChunk[]> {
  constructor(
    protected readonly asking: Pick<Asking<unknown, NativeChunk, unknown>, 'refused' | 'ended' | 'answered'>,
    private readonly choice: number,
  ) {
    super();
  }

  protected override _next(chunks: readonly NativeChunk[]): void {
    this.asking.answered(this.choice, chunks);
  }
}

/** Waits for what is needed before it goes on. */
class Awaiting<T> extends Listener<T> {
  constructor(
    protected readonly asking: Pick<Asking<unknown, unknown, unknown>, 'refused' | 'ended'>,
    protected override readonly _next: (value: T) => void,
  ) {
    super();
  }
}
