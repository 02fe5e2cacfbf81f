import { Injectable } from '@nestjs/common';
import { NativeOllamaService, OllamaError, type OllamaRunningModel } from '@app/ollama';
import { CONTEXT_LENGTH_EXCEEDED, contextLengthExceeded, tellsContextLength, toOpenAiError } from '@app/openai';
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
const DEFAULT_TAG = ':latest';

/** Tells a client whose prompt is too long how long it may be: Ollama itself does not say. */
@Injectable()
export class ExceededContext {
  constructor(private readonly ollama: NativeOllamaService) {}

  /**
   * Replaces Ollama's 400 by an error that names the length of the context, where it is known.
   * @param model its name in Ollama
   * @param promptField the field of the request that holds the prompt
   */
  explain<Answer>(model: string, promptField: string): MonoTypeOperatorFunction<Answer> {
    return catchError((error: unknown) => {
      const message = exceededIn(error);
      if (message === undefined) return throwError(() => error);
      return this.loadedContext(model).pipe(
        mergeMap((length) => throwError(() => contextLengthExceeded(message, promptField, length))),
      );
    });
  }

  /** The model that has just refused the prompt is in memory. */
  private loadedContext(model: string): Observable<number | undefined> {
    return this.ollama.ps().pipe(
      timeout(PATIENCE_MS),
      map(({ models }) => models.find(({ name }) => isSameModel(name, model))?.context_length),
      catchError(() => of(undefined)),
    );
  }
}

/** Ollama's text, where it does not say how long the context is. */
function exceededIn(error: unknown): string | undefined {
  if (!(error instanceof OllamaError) || error.failure.kind !== 'status') return undefined;
  const { failure } = error;
  const isExceeded = toOpenAiError(failure).code === CONTEXT_LENGTH_EXCEEDED;
  return isExceeded && !tellsContextLength(failure.message) ? failure.message : undefined;
}

function isSameModel(name: OllamaRunningModel['name'], model: string): boolean {
  return name === model || name === model + DEFAULT_TAG;
}
