import { zodResponseFormat } from 'openai/helpers/zod';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
afterAll(() => gateway.close());

const client = gateway.client();
const { completions } = client.chat;

const ask = (content: string) => ({
  model: 'demo',
  messages: [{ role: 'user' as const, content }],
  temperature: 0,
  reasoning_effort: 'none' as const,
});
const FRANCE = ask('What is the capital of France?');
const IN_FRANCE = 'The capital of France is Paris.';

const WEATHER = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    description: 'Get the current weather in a given location',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
};
const Person = z.object({ name: z.string(), age: z.number(), city: z.string() });
const PERSON = { name: 'Ada', age: 36, city: 'London' };
const ADA = {
  ...ask('Ada is 36 years old and lives in London. Return JSON with name, age and city.'),
  response_format: zodResponseFormat(Person, 'person'),
};

describe('the embedded engine, asked with the official client', () => {
  it('answers', async () => {
    const completion = await completions.create(FRANCE);
    const { prompt_tokens: prompt = 0, completion_tokens: written = 0 } = completion.usage ?? {};
    expect(prompt).toBeGreaterThan(0);
    expect(written).toBeGreaterThan(0);
    expect(completion).toEqual({
      id: expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: IN_FRANCE, refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: expect.objectContaining({
        prompt_tokens: prompt,
        completion_tokens: written,
        total_tokens: prompt + written,
      }),
    });
  });

  it('streams, with usage', async () => {
    const deltas: string[] = [];
    const stream = completions
      .stream({ ...FRANCE, stream_options: { include_usage: true } })
      .on('content', (delta) => deltas.push(delta));
    const { usage, choices } = await stream.finalChatCompletion();
    expect(deltas.join('')).toBe(IN_FRANCE);
    expect(deltas.length).toBeGreaterThan(1);
    expect(choices[0]?.finish_reason).toBe('stop');
    expect(usage).toMatchObject({ prompt_tokens: expect.any(Number), completion_tokens: expect.any(Number) });
  });

  it('thinks, where it is not told not to', async () => {
    const { reasoning_effort: _, ...request } = ask('What is 2 + 3?');
    const { choices } = await completions.create(request);
    expect(choices[0]?.message).toEqual({
      role: 'assistant',
      content: '2 + 3 = 5',
      reasoning: 'I must compute 2 + 3.\n',
      refusal: null,
    });
  });

  it('stops at the token limit, and says so', async () => {
    const { choices, usage } = await completions.create({ ...FRANCE, max_completion_tokens: 3 });
    expect(choices[0]?.finish_reason).toBe('length');
    expect(usage?.completion_tokens).toBe(3);
    expect(IN_FRANCE.startsWith(choices[0]?.message.content ?? 'none')).toBe(true);
  });

  it('calls a tool, and answers with what it brought', async () => {
    const asked: unknown[] = [];
    const runner = completions.runTools({
      ...ask('What is the weather in Paris?'),
      tools: [
        {
          ...WEATHER,
          function: {
            ...WEATHER.function,
            parse: JSON.parse,
            function: (args: unknown) => {
              asked.push(args);
              return '{"temperature": 18, "condition": "sunny"}';
            },
          },
        },
      ],
    });
    const told = await runner.finalContent();
    expect(asked).toEqual([{ location: 'Paris' }]);
    expect(told).toContain('18');
  });

  it('streams a tool call', async () => {
    const stream = completions.stream({ ...ask('What is the weather in Paris?'), tools: [WEATHER] });
    const { message, finish_reason } = (await stream.finalChatCompletion()).choices[0] ?? {};
    expect(finish_reason).toBe('tool_calls');
    expect(message?.tool_calls?.map((call) => call.type === 'function' && call.function)).toEqual([
      expect.objectContaining({ name: 'get_weather', arguments: '{"location":"Paris"}' }),
    ]);
  });

  it('keeps to a JSON schema', async () => {
    expect((await completions.parse(ADA)).choices[0]?.message.parsed).toEqual(PERSON);
    const streamed = await completions.stream(ADA).finalChatCompletion();
    expect(streamed.choices[0]?.message.parsed).toEqual(PERSON);
  });

  it('tells log probabilities', async () => {
    const { choices } = await completions.create({ ...FRANCE, logprobs: true, top_logprobs: 2 });
    const tokens = choices[0]?.logprobs?.content ?? [];
    expect(tokens.map(({ token }) => token).join('')).toBe(IN_FRANCE);
    for (const { logprob, top_logprobs } of tokens) {
      expect(logprob).toBeLessThanOrEqual(0);
      expect(top_logprobs).toHaveLength(2);
    }
  });

  it('lists the demo model', async () => {
    const ids: string[] = [];
    for await (const { id } of client.models.list()) ids.push(id);
    expect(ids).toContain('demo:latest');
  });

  it('does not know other models, and says which it knows', async () => {
    await expect(completions.create({ ...FRANCE, model: 'gpt-4o' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
      message: expect.stringContaining("'demo:latest'"),
    });
  });
});
