import { Injectable } from '@nestjs/common';
import { NativeOllamaService } from '@app/ollama';
import { type InstalledModel, type ModelExtras, toModelExtras } from '@app/openai';
import {
  catchError,
  EMPTY,
  endWith,
  finalize,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  Subject,
  takeUntil,
  tap,
  timer,
} from 'rxjs';

const ASKED_AT_A_TIME = 8;
const PATIENCE_MS = 1_000;
const MODELS_REMEMBERED = 4_096;

/** A model of which Ollama is being asked. */
interface Question {
  name: string;
  digest: string;
  askedAt: number;
  /** Completes when there is an answer, or will be none. */
  settled: Subject<never>;
}

/**
 * What `POST /api/show` tells of each model, asked once for each digest, a few at a time however many lists are asked for.
 * A list waits a second at most: what comes later is there for the next one.
 */
@Injectable()
export class ModelExtrasService {
  readonly #known = new Map<string, ModelExtras>();
  readonly #open = new Map<string, Question>();
  readonly #questions = new Subject<Question>();

  constructor(private readonly ollama: NativeOllamaService) {
    this.#questions.pipe(mergeMap((question) => this.#answer(question), ASKED_AT_A_TIME)).subscribe();
  }

  /** Emits once, when all is known of the models that can be waited for. */
  learn(models: readonly InstalledModel[]): Observable<void> {
    const questions = models.map((model) => this.#ask(model));
    return merge(...questions).pipe(takeUntil(timer(PATIENCE_MS)), ignoreElements(), endWith(undefined));
  }

  find({ digest }: InstalledModel): ModelExtras | undefined {
    return digest === undefined ? undefined : this.#known.get(digest);
  }

  #ask({ name, digest }: InstalledModel): Observable<never> {
    if (digest === undefined || this.#known.has(digest)) return EMPTY;
    const open = this.#open.get(digest);
    // An earlier list has waited long enough for it.
    if (open) return Date.now() - open.askedAt < PATIENCE_MS ? open.settled : EMPTY;
    const question: Question = { name, digest, askedAt: Date.now(), settled: new Subject() };
    this.#open.set(digest, question);
    // Lets the list subscribe before there can be an answer.
    queueMicrotask(() => this.#questions.next(question));
    return question.settled;
  }

  /** Never fails: what Ollama cannot tell is left out, and asked again by the next list. */
  #answer({ name, digest, settled }: Question): Observable<unknown> {
    return this.ollama.show({ model: name }).pipe(
      tap((answer) => this.#remember(digest, toModelExtras(answer))),
      catchError(() => EMPTY),
      finalize(() => {
        this.#open.delete(digest);
        settled.complete();
      }),
    );
  }

  #remember(digest: string, extras: ModelExtras): void {
    this.#known.set(digest, extras);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MODELS_REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
  }
}
