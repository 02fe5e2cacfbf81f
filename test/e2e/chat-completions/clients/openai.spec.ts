import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gatewaysOnUpstreams } from '../../../support/upstreams.js';

const Location = z.object({ location: z.string().max(20) });
const Person = z.object({ name: z.string().max(20), age: z.number(), tags: z.array(z.enum(['a', 'b'])).max(2) });
const WEATHER = {
  name: 'get_weather',
  description: 'Get the current weather in a given location',
  parameters: Location,
};
const QUESTION = {
  model: 'demo',
  messages: [{ role: 'user' as const, content: 'What is the weather in Paris?' }],
  temperature: 0,
};

describe.each(await gatewaysOnUpstreams())('the official client on $name', ({ gateway }) => {
  const { completions } = gateway.client().chat;

  it('gets one call of the named function, parsed', async () => {
    const completion = await completions.parse({
      ...QUESTION,
      tools: [zodFunction(WEATHER), zodFunction({ name: 'other', parameters: z.object({ n: z.int() }) })],
      tool_choice: { type: 'function', function: { name: 'other' } },
    });
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.tool_calls).toEqual([
      expect.objectContaining({
        type: 'function',
        function: expect.objectContaining({ name: 'other', parsed_arguments: { n: expect.any(Number) } }),
      }),
    ]);
  });

  it('gets a call in a stream, by the helper', async () => {
    const deltas: string[] = [];
    const stream = completions
      .stream({ ...QUESTION, tools: [zodFunction(WEATHER)], tool_choice: 'required', parallel_tool_calls: false })
      .on('tool_calls.function.arguments.delta', ({ arguments_delta }) => deltas.push(arguments_delta));
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { function: { arguments: deltas.join(''), parsed_arguments: { location: expect.any(String) } } },
    ]);
    expect(deltas.length).toBeGreaterThan(1);
  });

  it('runs tools until there is an answer', async () => {
    const asked: string[] = [];
    const runner = completions.runTools({
      ...QUESTION,
      tools: [
        zodFunction({
          ...WEATHER,
          function: ({ location }) => {
            asked.push(location);
            return 'sunny';
          },
        }),
      ],
    });
    expect(await runner.finalContent()).toContain('sunny');
    expect(asked).toHaveLength(1);
  });

  it('gets what matches a schema, in a stream too, and beside tools', async () => {
    const request = { ...QUESTION, response_format: zodResponseFormat(Person, 'person') };
    const fits = { name: expect.any(String), age: expect.any(Number), tags: expect.any(Array) };
    expect((await completions.parse(request)).choices[0]?.message.parsed).toEqual(fits);
    const streamed = await completions.stream(request).finalChatCompletion();
    expect(streamed.choices[0]?.message.parsed).toEqual(fits);
    const messages = [{ role: 'user' as const, content: 'Hello!' }];
    const tools = [zodFunction({ name: 'get_weather', parameters: Location })];
    const beside = await completions.parse({ ...request, messages, tools, tool_choice: 'none' });
    expect(beside.choices[0]?.message.parsed).toEqual(fits);
  });

  it('gets several choices', async () => {
    const { choices } = await completions.create({ ...QUESTION, n: 2, max_completion_tokens: 4 });
    expect(choices.map(({ index }) => index)).toEqual([0, 1]);
  });
});
