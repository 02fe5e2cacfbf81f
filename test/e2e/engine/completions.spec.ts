import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
afterAll(() => gateway.close());

const { completions } = gateway.client();

const HOT = { model: 'demo', prompt: 'The opposite of hot is', temperature: 0 };
const COLD = ' cold.';

describe('the embedded engine, asked for completions with the official client', () => {
  it('goes on with a text', async () => {
    const { choices, usage } = await completions.create(HOT);
    expect(choices).toEqual([{ text: COLD, index: 0, logprobs: null, finish_reason: 'stop' }]);
    const { prompt_tokens: prompt = 0, completion_tokens: written = 0, total_tokens: total } = usage ?? {};
    expect(prompt).toBeGreaterThan(0);
    expect(written).toBeGreaterThan(0);
    expect(total).toBe(prompt + written);
  });

  it('streams', async () => {
    const stream = await completions.create({ ...HOT, stream: true, echo: true });
    const texts: string[] = [];
    let reason: string | undefined;
    for await (const { choices } of stream) {
      texts.push(choices[0]?.text ?? '');
      reason = choices[0]?.finish_reason;
    }
    expect(texts[0]).toBe(HOT.prompt);
    expect(texts.join('')).toBe(HOT.prompt + COLD);
    expect(reason).toBe('stop');
  });

  it('fills in what is missing', async () => {
    const { choices } = await completions.create({
      model: 'demo',
      prompt: 'def add(a, b):\n',
      suffix: '\n\nprint(add(1, 2))\n',
      temperature: 0,
    });
    expect(choices[0]?.text).toBe('    return a + b');
  });

  it('has log probabilities, whose tokens are the text at their offsets', async () => {
    const { choices } = await completions.create({ ...HOT, logprobs: 2 });
    const { tokens = [], token_logprobs = [], top_logprobs = [], text_offset = [] } = choices[0]?.logprobs ?? {};
    expect(tokens.join('')).toBe(COLD);
    expect(
      text_offset.map((offset, place) => (HOT.prompt + COLD).slice(offset).startsWith(tokens[place] ?? '')),
    ).toEqual(tokens.map(() => true));
    expect(text_offset[0]).toBe(HOT.prompt.length);
    expect(top_logprobs.map((alternatives, place) => alternatives[tokens[place] ?? ''])).toEqual(token_logprobs);
    expect(top_logprobs.map((alternatives) => Object.keys(alternatives).length)).toEqual(tokens.map(() => 2));
  });

  it('completes several prompts, ends where it is told to, and says so', async () => {
    const { choices } = await completions.create({
      ...HOT,
      prompt: [HOT.prompt, HOT.prompt],
      max_tokens: 1,
      best_of: 2,
      n: 1,
      seed: 1,
    });
    expect(choices.map(({ index, finish_reason: reason }) => [index, reason])).toEqual([
      [0, 'length'],
      [1, 'length'],
    ]);
    const stopped = await completions.create({ ...HOT, stop: ['cold'] });
    expect(stopped.choices).toEqual([{ text: ' ', index: 0, logprobs: null, finish_reason: 'stop' }]);
  });

  it('refuses a prompt that is longer than the context', async () => {
    await expect(completions.create({ ...HOT, prompt: 'word '.repeat(3000) })).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      param: 'prompt',
    });
  });
});
