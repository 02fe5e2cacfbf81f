import { map, merge, type Observable } from 'rxjs';

/** What one read brought for one choice of the answer. */
export interface ChoiceChunks<Chunk> {
  /** Place of the choice, from 0. */
  choice: number;
  chunks: readonly Chunk[];
}

/** Asks for all choices side by side; what comes is told apart by its choice. One failure fails them all. */
export function askForChoices<Request, Chunk>(
  requests: readonly Request[],
  ask: (request: Request) => Observable<Chunk[]>,
): Observable<ChoiceChunks<Chunk>> {
  const answers = requests.map((request, choice) =>
    ask(request).pipe(map((chunks): ChoiceChunks<Chunk> => ({ choice, chunks }))),
  );
  const [only] = answers;
  return answers.length === 1 && only ? only : merge(...answers);
}
