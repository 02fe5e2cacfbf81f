import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningEngine } from './support/running-engine.js';

interface TokenLogprob {
  token: string;
  logprob: number;
  bytes: number[];
  top_logprobs: { token: string; logprob: number; bytes: number[] }[];
}

const FRANCE = 'What is the capital of France?';
const ANSWER = 'The capital of France is Paris.';

describe('what options do', () => {
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await RunningEngine.start();
  });

  afterAll(() => engine.stop());

  const chat = (options: object, request: object = {}) =>
    engine.json('/api/chat', {
      model: 'demo',
      messages: [{ role: 'user', content: FRANCE }],
      think: false,
      stream: false,
      options,
      ...request,
    });
  const content = async (options: object, request: object = {}) =>
    ((await chat(options, request))['message'] as { content: string }).content;
  /** Hot enough for another text each time. */
  const hot = (seed?: number) => content({ temperature: 5, top_k: 0, top_p: 1, num_predict: 20, seed });

  it('seed makes the same text again, and another seed another', async () => {
    const [first, again, other] = [await hot(7), await hot(7), await hot(8)];

    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('no seed makes another text each time', async () => {
    expect(await hot()).not.toBe(await hot());
  });

  it.each([{ top_k: 1 }, { top_p: 0 }, { min_p: 1 }])(
    '%j leaves the likeliest token only, however hot it is',
    async (option) => {
      expect(await content({ temperature: 2, seed: 1, top_k: 0, top_p: 1, ...option })).toBe(ANSWER);
    },
  );

  it('stop ends before its text, wherever tokens end', async () => {
    expect(await content({ temperature: 0, stop: ['nothing', 'e is P'] })).toBe('The capital of Franc');
  });

  it('num_predict ends after so many tokens', async () => {
    const { message, done_reason, eval_count } = await chat({ temperature: 0, num_predict: 2 });

    expect({ message, done_reason, eval_count }).toEqual({
      message: { role: 'assistant', content: 'The capital' },
      done_reason: 'length',
      eval_count: 2,
    });
  });

  it('num_predict -2 writes until the context is full', async () => {
    const messages = [{ role: 'user', content: 'Tell me a story about a fox.' }];
    const { done_reason } = await chat({ temperature: 0, num_predict: -2, num_ctx: 64 }, { messages });

    expect(done_reason).toBe('length');
  });

  it('a full context is shifted, and the answer goes on', async () => {
    const messages = [{ role: 'user', content: 'Tell me a story about a fox.' }];
    const { eval_count } = await chat({ temperature: 0, num_predict: 200, num_ctx: 64 }, { messages });

    expect(eval_count).toBeGreaterThan(64);
  });

  it('repeat_penalty, presence_penalty and frequency_penalty change what is written', async () => {
    const plain = await content({ temperature: 0 });
    const penalties = [{ repeat_penalty: 5 }, { presence_penalty: 20 }, { frequency_penalty: 20 }];
    const texts = await Promise.all(
      penalties.map((penalty) => content({ temperature: 0, num_predict: 30, ...penalty })),
    );

    expect(plain).toBe(ANSWER);
    expect(texts.filter((text) => text === plain)).toEqual([]);
  });

  it('logit_bias forbids a token, or wants it', async () => {
    const tokenOf = async (word: string) => {
      const answer = await engine.json('/api/generate', {
        model: 'demo',
        prompt: `Repeat after me: ${word}`,
        think: false,
        stream: false,
        options: { temperature: 0, num_predict: 1 },
      });
      return (answer['context'] as number[]).at(-1);
    };
    const the = await tokenOf('The');

    expect(await content({ temperature: 0, logit_bias: { [String(the)]: -100 } })).not.toMatch(/^The/);
    expect(await content({ temperature: 0, num_predict: 3, logit_bias: { [String(the)]: 100 } })).toBe('TheTheThe');
  });

  it.each([
    [{ 99999: 1 }, 'option "logit_bias" names the token 99999, which is none'],
    [{ 2: -100 }, 'option "logit_bias" cannot change the token 2, which ends an answer'],
  ])('logit_bias %j is refused', async (logit_bias, error) => {
    expect(await chat({ logit_bias })).toEqual({ error });
  });

  it.each([0, 0.8])('logprobs are the model’s own at temperature %d', async (temperature) => {
    const { logprobs, message } = await chat({ temperature, seed: 3 }, { logprobs: true, top_logprobs: 3 });
    const tokens = logprobs as TokenLogprob[];

    expect(tokens.map(({ token }) => token).join('')).toBe((message as { content: string }).content);
    expect(Buffer.from(tokens.flatMap(({ bytes }) => bytes)).toString()).toBe((message as { content: string }).content);
    for (const { token, logprob, top_logprobs } of tokens) {
      expect(top_logprobs).toHaveLength(3);
      expect(top_logprobs.map((top) => top.logprob)).toEqual(
        top_logprobs.map((top) => top.logprob).toSorted((a, b) => b - a),
      );
      expect(top_logprobs.find((top) => top.token === token)?.logprob ?? logprob).toBe(logprob);
    }
  });

  it('logprobs do not change with the temperature', async () => {
    const first = async (temperature: number) => {
      const { logprobs } = await chat({ temperature, seed: 3, num_predict: 1 }, { logprobs: true });
      return (logprobs as TokenLogprob[])[0];
    };
    const [cold, warm] = [await first(0), await first(1.5)];

    expect(warm?.token).toBe(cold?.token);
    expect(warm?.logprob).toBeCloseTo(cold?.logprob ?? NaN, 4);
  });

  it('an earlier prompt is told as cached', async () => {
    await chat({ temperature: 0 });
    const { prompt_eval_count, prompt_eval_cached_count } = await chat({ temperature: 0 });

    expect(prompt_eval_cached_count).toBe(Number(prompt_eval_count) - 1);
  });

  it('context carries a completion on', async () => {
    const ask = (prompt: string, context?: unknown) =>
      engine.json('/api/generate', {
        model: 'demo',
        prompt,
        context,
        think: false,
        stream: false,
        options: { temperature: 0 },
      });
    const { context } = await ask('My name is Alice.');

    expect((await ask('What is my name?', context))['response']).toContain('Alice');
  });

  it('a last message of the assistant is carried on', async () => {
    const messages = [
      { role: 'user', content: FRANCE },
      { role: 'assistant', content: 'The capital of France is' },
    ];

    expect(await content({ temperature: 0 }, { messages })).toBe(' Paris.');
  });
});
