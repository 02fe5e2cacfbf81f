import { OllamaError, type OllamaFailure } from '@app/ollama';
import type { Translation } from '@app/openai';
import type { FastifyRequest } from 'fastify';
import { defer, lastValueFrom, mergeAll, type Observable, of, throwError, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { askFor } from './ask-for.js';
import { askForChoices, type ChoiceChunks } from './choices.js';

interface Ask {
  seed: number;
}

type Asking = Pick<Translation<Ask, string>, 'nativeRequests' | 'askAgain' | 'askInstead'>;

const REFUSED: OllamaFailure = { kind: 'status', status: 400, message: 'no' };

/** As Nest calls a handler: a little later, with arguments that all calls of a request share. */
function answersOf(asking: Asking, ollama: (ask: Ask) => Observable<string[]>): Promise<ChoiceChunks<string>[]> {
  const request = { body: undefined } as FastifyRequest;
  const args: [readonly Ask[]] = [[]];
  const handle = () =>
    defer(async () => {
      await Promise.resolve();
      args[0] = request.body as Ask[];
      await Promise.resolve();
      return askForChoices(args[0], ollama);
    }).pipe(mergeAll());
  return lastValueFrom(askFor(asking as Translation<Ask, string>, request, { handle }).pipe(toArray()));
}

const echo = ({ seed }: Ask) => of([`answer ${seed}`]);
const answer = (choice: number, seed: number) => ({ choice, chunks: [`answer ${seed}`] });

describe('askFor', () => {
  it('asks for each choice', async () => {
    const asking: Asking = { nativeRequests: [{ seed: 1 }, { seed: 2 }] };
    expect(await answersOf(asking, echo)).toEqual([answer(0, 1), answer(1, 2)]);
  });

  it('asks again for the choices whose answers do not hold, at the same time too', async () => {
    const asking: Asking = {
      nativeRequests: [{ seed: 1 }, { seed: 2 }, { seed: 3 }],
      askAgain: (choice, [text]) => (choice === 1 || text?.includes('0') ? undefined : { seed: 10 * (choice + 1) }),
    };
    expect(await answersOf(asking, echo)).toEqual([
      answer(0, 1),
      answer(1, 2),
      answer(2, 3),
      answer(0, 10),
      answer(2, 30),
    ]);
  });

  it('asks again what was asked again', async () => {
    let left = 3;
    const asking: Asking = { nativeRequests: [{ seed: 1 }], askAgain: () => (left-- > 0 ? { seed: left } : undefined) };
    expect(await answersOf(asking, echo)).toEqual([answer(0, 1), answer(0, 2), answer(0, 1), answer(0, 0)]);
  });

  it('asks something else where Ollama refuses', async () => {
    const asking: Asking = {
      nativeRequests: [{ seed: 1 }, { seed: 2 }],
      askInstead: (failure) => (failure === REFUSED ? [{ seed: 3 }, { seed: 4 }] : undefined),
    };
    const ollama = (ask: Ask) => (ask.seed < 3 ? throwError(() => new OllamaError(REFUSED)) : echo(ask));
    expect(await answersOf(asking, ollama)).toEqual([answer(0, 3), answer(1, 4)]);
  });

  it('lets a failure be that nobody knows better', async () => {
    const failure = new OllamaError({ kind: 'incomplete' });
    const asking: Asking = { nativeRequests: [{ seed: 1 }], askInstead: () => undefined };
    await expect(answersOf(asking, () => throwError(() => failure))).rejects.toBe(failure);
    const bug = new TypeError('bug');
    await expect(answersOf({ ...asking, askInstead: () => [] }, () => throwError(() => bug))).rejects.toBe(bug);
  });
});
