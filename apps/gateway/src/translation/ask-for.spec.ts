import { OllamaError, type OllamaFailure } from '@app/ollama';
import { OpenAiError } from '@app/openai';
import { defer, lastValueFrom, map, mergeMap, NEVER, Observable, of, Subject, throwError, timer, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type AskOptions, askFor } from './ask-for.js';
import type { AskNative, NativeAnswers } from './native-answers.js';

interface Ask {
  seed: number;
}

type Asked = AskOptions<Ask, string, unknown>['translation'];
type Told = [choice: number, text: string];

const REFUSED: OllamaFailure = { kind: 'status', status: 400, message: 'no' };

type AskOllama = (ask: Ask) => Observable<string[]>;
/** How a handler is called, which asks for what the request has. */
type Call = (body: () => unknown, ollama: AskOllama) => AskNative<string>;

/** As Nest calls a handler: a little later, with arguments that all calls of a request share. */
function later(): Call {
  const args: [readonly Ask[]] = [[]];
  return (body, ollama) => () =>
    defer(async (): Promise<NativeAnswers<string>> => {
      await Promise.resolve();
      args[0] = body() as Ask[];
      await Promise.resolve();
      return args[0].map(ollama);
    });
}

const atOnce = (): Call => (body, ollama) => () => (body() as Ask[]).map(ollama);

const tellings = (answer: Observable<Told>) => lastValueFrom(answer.pipe(toArray()));
const echo = ({ seed }: Ask) => of([`answer ${seed}`]);
const told = (choice: number, seed: number): Told => [choice, `answer ${seed}`];

describe.each([
  ['later', later],
  ['at once', atOnce],
])('askFor, where the handler is called %s,', (_when, caller) => {
  function asked(
    translation: Partial<Asked>,
    ollama: AskOllama,
    { onFailure = (_failure: OpenAiError): void => {}, explain = (error: unknown) => throwError(() => error) } = {},
  ): Observable<Told> {
    const request: { body: unknown } = { body: undefined };
    return askFor<Ask, string, Told>({
      translation: translation as Asked,
      request,
      askNative: caller()(() => request.body, ollama),
      take: (choice, chunks) => [choice, chunks.join()],
      explain,
      onFailure,
    });
  }

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

  it('asks for nothing more of a request once one answer is refused, and counts none of it', async () => {
    const asks: number[] = [];
    const ollama = ({ seed }: Ask) =>
      defer(() => {
        asks.push(seed);
        return seed === 1 ? throwError(() => new OllamaError(REFUSED)) : timer(1).pipe(map(() => [`answer ${seed}`]));
      });
    const askInstead = () => [{ seed: 3 }, { seed: 4 }];
    const answer = asked({ nativeRequests: [{ seed: 1 }, { seed: 2 }], askInstead }, ollama);
    expect(await tellings(answer)).toEqual([told(0, 3), told(1, 4)]);
    expect(asks).toEqual([1, 3, 4]);
  });

  it.each([
    ['the first time', 1],
    ['later', 2],
  ])('fails as a handler that cannot be called %s, when that is explained', async (_which, first) => {
    const failure = new OllamaError({ kind: 'closed' });
    const explained = OpenAiError.invalidRequest({ message: 'explained' });
    const options = { explain: () => timer(2).pipe(mergeMap(() => throwError(() => explained))) };
    const ollama = ({ seed }: Ask) => {
      if (seed === 1) throw failure;
      return echo({ seed });
    };
    const translation = { nativeRequests: [{ seed: first }], askAgain: () => ({ seed: 1 }) };
    await expect(tellings(asked(translation, ollama, options))).rejects.toBe(explained);
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
    const answer = tellings(asked(translation, ollama, { onFailure: (failure) => failures.push(failure) }));
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
