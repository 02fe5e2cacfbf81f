import { OllamaError, type OllamaFailure } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import { defer, lastValueFrom, NEVER, Observable, of, Subject, throwError, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type AskOptions, askFor } from './ask-for.js';
import type { NativeAnswers } from './native-answers.js';

interface Ask {
  seed: number;
}

type Asked = AskOptions<Ask, string, unknown>['translation'];
type Told = [choice: number, text: string];

const REFUSED: OllamaFailure = { kind: 'status', status: 400, message: 'no' };

/** As Nest calls a handler: a little later, with arguments that all calls of a request share. */
function asked(
  translation: Partial<Asked>,
  ollama: (ask: Ask) => Observable<string[]>,
  onFailure = (_failure: OpenAiError): void => {},
): Observable<Told> {
  const request: { body: unknown } = { body: undefined };
  const args: [readonly Ask[]] = [[]];
  const askNative = () =>
    defer(async (): Promise<NativeAnswers<string>> => {
      await Promise.resolve();
      args[0] = request.body as Ask[];
      await Promise.resolve();
      return args[0].map(ollama);
    });
  return askFor<Ask, string, Told>({
    translation: translation as Asked,
    request,
    askNative,
    take: (choice, chunks) => [choice, chunks.join()],
    explain: (error) => throwError(() => error),
    onFailure,
  });
}

const tellings = (answer: Observable<Told>) => lastValueFrom(answer.pipe(toArray()));
const echo = ({ seed }: Ask) => of([`answer ${seed}`]);
const told = (choice: number, seed: number): Told => [choice, `answer ${seed}`];

describe('askFor', () => {
  it('asks for each choice', async () => {
    expect(await tellings(asked({ nativeRequests: [{ seed: 1 }, { seed: 2 }] }, echo))).toEqual([
      told(0, 1),
      told(1, 2),
    ]);
  });

  it('asks again for the choices whose answers do not hold, at the same time too', async () => {
    const answer = asked(
      {
        nativeRequests: [{ seed: 1 }, { seed: 2 }, { seed: 3 }],
        askAgain: (choice, [text]) => (choice === 1 || text?.includes('0') ? undefined : { seed: 10 * (choice + 1) }),
      },
      echo,
    );
    expect(await tellings(answer)).toEqual([told(0, 1), told(1, 2), told(2, 3), told(0, 10), told(2, 30)]);
  });

  it('asks again what was asked again', async () => {
    let left = 3;
    const askAgain = () => (left-- > 0 ? { seed: left } : undefined);
    expect(await tellings(asked({ nativeRequests: [{ seed: 1 }], askAgain }, echo))).toEqual([
      told(0, 1),
      told(0, 2),
      told(0, 1),
      told(0, 0),
    ]);
  });

  it('asks something else where Ollama refuses, and leaves what was asked before', async () => {
    const left: number[] = [];
    const ollama = ({ seed }: Ask) => {
      if (seed === 1) return throwError(() => new OllamaError(REFUSED));
      return seed < 3 ? new Observable<string[]>(() => () => left.push(seed)) : echo({ seed });
    };
    const answer = asked(
      {
        nativeRequests: [{ seed: 2 }, { seed: 1 }],
        askInstead: (failure) => (failure === REFUSED ? [{ seed: 3 }, { seed: 4 }] : undefined),
      },
      ollama,
    );
    expect(await tellings(answer)).toEqual([told(0, 3), told(1, 4)]);
    expect(left).toEqual([2]);
  });

  it('lets a failure be that nobody knows better', async () => {
    const failure = new OllamaError({ kind: 'incomplete' });
    const nativeRequests = [{ seed: 1 }];
    const fails = (error: Error) => () => throwError(() => error);
    await expect(tellings(asked({ nativeRequests, askInstead: () => undefined }, fails(failure)))).rejects.toBe(
      failure,
    );
    const bug = new TypeError('bug');
    await expect(tellings(asked({ nativeRequests, askInstead: () => [] }, fails(bug)))).rejects.toBe(bug);
  });

  it('fails as whoever is asked what to do instead', async () => {
    const better = OpenAiError.invalidRequest({ message: 'better' });
    const askInstead = () => {
      throw better;
    };
    const refuses = () => throwError(() => new OllamaError(REFUSED));
    await expect(tellings(asked({ nativeRequests: [{ seed: 1 }], askInstead }, refuses))).rejects.toBe(better);
  });

  it('ends when the translation has failed, and leaves the other choices', async () => {
    const chunks = new Subject<string[]>();
    const translation = { nativeRequests: [{ seed: 1 }, { seed: 2 }], failure: undefined as OpenAiError | undefined };
    const failures: OpenAiError[] = [];
    const ollama = ({ seed }: Ask) => (seed === 1 ? chunks : NEVER);
    const answer = tellings(asked(translation, ollama, (failure) => failures.push(failure)));
    await new Promise((resolve) => setTimeout(resolve));
    chunks.next(['told']);
    expect(chunks.observed).toBe(true);
    translation.failure = OpenAiError.invalidRequest({ message: 'wrong' });
    chunks.next(['the last']);
    expect(chunks.observed).toBe(false);
    expect(failures).toEqual([translation.failure]);
    expect(await answer).toEqual([
      [0, 'told'],
      [0, 'the last'],
    ]);
  });
});
