import { Injectable } from '@nestjs/common';
import { NativeOllamaService, OllamaError } from '@app/ollama';
import { MODEL_NOT_FOUND, modelNotFound, toOpenAiError } from '@app/openai';
import {
  catchError,
  map,
  mergeMap,
  type MonoTypeOperatorFunction,
  type Observable,
  of,
  throwError,
  timeout,
} from 'rxjs';

const PATIENCE_MS = 2_000;

/** Tells a client that asked for a model which is not there what is. */
@Injectable()
export class MissingModel {
  constructor(private readonly ollama: NativeOllamaService) {}

  /** Replaces Ollama's 404 for a model by an error that names some models that are there. */
  explain<Answer>(model: string): MonoTypeOperatorFunction<Answer> {
    return catchError((error: unknown) =>
      isMissing(error)
        ? this.installed().pipe(mergeMap((names) => throwError(() => modelNotFound(model, names))))
        : throwError(() => error),
    );
  }

  /** Empty when they cannot be had: the 404 is still the answer. */
  private installed(): Observable<string[]> {
    return this.ollama.tags().pipe(
      timeout(PATIENCE_MS),
      map(({ models }) => (models ?? []).map(({ name }) => name)),
      catchError(() => of([])),
    );
  }
}

/** A 404 that is about something else tells that Ollama, or what stands in its place, does not know the operation. */
function isMissing(error: unknown): boolean {
  return error instanceof OllamaError && toOpenAiError(error.failure).code === MODEL_NOT_FOUND;
}
