import type { CallHandler } from '@nestjs/common';
import { OllamaError } from '@app/ollama';
import type { Translation } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { catchError, defer, EMPTY, expand, map, mergeMap, type Observable, timer } from 'rxjs';
import type { ChoiceChunks } from './choices.js';

/**
 * Asks what a translation wants to be asked, by way of the native handler, and asks again where the translation says so:
 * something else where Ollama has refused, and one choice anew where its answer does not hold.
 */
export function askFor<NativeRequest, NativeChunk>(
  translation: Translation<NativeRequest, NativeChunk>,
  request: FastifyRequest,
  next: CallHandler<ChoiceChunks<NativeChunk>>,
): Observable<ChoiceChunks<NativeChunk>> {
  type Answer = Observable<ChoiceChunks<NativeChunk>>;

  const ask = (nativeRequests: readonly NativeRequest[]): Answer =>
    defer(() => {
      request.body = nativeRequests;
      return next.handle();
    }).pipe(catchError(askInstead));

  const askInstead = (error: unknown): Answer => {
    const nativeRequests = error instanceof OllamaError ? translation.askInstead?.(error.failure) : undefined;
    if (nativeRequests === undefined) throw error;
    return ask(nativeRequests);
  };

  const askAgain = ({ choice, chunks }: ChoiceChunks<NativeChunk>): Answer => {
    const nativeRequest = translation.askAgain?.(choice, chunks);
    if (nativeRequest === undefined) return EMPTY;
    // Nest reads the body a little later, into arguments that all calls of a request share: one call at a time.
    return timer(0).pipe(
      mergeMap(() => ask([nativeRequest])),
      map((answer) => ({ ...answer, choice })),
    );
  };

  const answer = ask(translation.nativeRequests);
  // It emits what has come before it asks what comes of it.
  return translation.askAgain === undefined ? answer : answer.pipe(expand(askAgain));
}
