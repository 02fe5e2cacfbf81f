import type { Observable } from 'rxjs';
import { OllamaError } from '../src/errors/ollama-error.js';

export interface Outcome<T> {
  emissions: T[];
  /** The failure of an OllamaError, any other error itself, or undefined when the Observable completed. */
  failure: unknown;
}

/** Subscribes, and waits for the end; `onEmission` hears what comes until then. */
export function outcomeOf<T>(observable: Observable<T>, onEmission?: (emission: T) => void): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const emissions: T[] = [];
    observable.subscribe({
      next: (emission) => {
        emissions.push(emission);
        onEmission?.(emission);
      },
      error: (error: unknown) => resolve({ emissions, failure: error instanceof OllamaError ? error.failure : error }),
      complete: () => resolve({ emissions, failure: undefined }),
    });
  });
}
