import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateObject, generateText, Output, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { expectNoViolations, validatingFetch } from '../../../support/openai-schema/index.js';
import { gatewaysOnUpstreams } from '../../../support/upstreams.js';

const Location = z.object({ location: z.string().max(20) });
const Person = z.object({ name: z.string().max(20), age: z.number() });
const PROMPT = { prompt: 'What is the weather in Paris?', temperature: 0 };

describe.each(await gatewaysOnUpstreams())('the AI SDK on $name', ({ gateway }) => {
  const provider = createOpenAICompatible({
    name: 'gateway',
    baseURL: `${gateway.origin}/v1`,
    supportsStructuredOutputs: true,
    includeUsage: true,
    fetch: validatingFetch(),
  });
  const model = provider('demo');
  const get_weather = tool({ description: 'Get the current weather in a given location', inputSchema: Location });

  it('generates an object', async () => {
    const { object } = await generateObject({ model, schema: Person, ...PROMPT });
    expect(object).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('generates an output that matches a schema, after a call', async () => {
    const asked: unknown[] = [];
    const execute = (input: unknown) => {
      asked.push(input);
      return 'sunny';
    };
    const { output } = await generateText({
      model,
      tools: { get_weather: { ...get_weather, execute } },
      output: Output.object({ schema: Person }),
      stopWhen: stepCountIs(3),
      ...PROMPT,
    });
    expect(asked).toEqual([{ location: expect.any(String) }]);
    expect(output).toEqual({ name: expect.any(String), age: expect.any(Number) });
  });

  it('generates the call that it must', async () => {
    const required = await generateText({ model, tools: { get_weather }, toolChoice: 'required', ...PROMPT });
    expect(required.finishReason).toBe('tool-calls');
    for (const call of required.toolCalls) expect(Location.parse(call.input)).toEqual(call.input);
    const named = await generateText({
      model,
      tools: { get_weather, other: tool({ inputSchema: z.object({ n: z.int() }) }) },
      toolChoice: { type: 'tool', toolName: 'other' },
      ...PROMPT,
    });
    expect(named.toolCalls.map(({ toolName, input }) => [toolName, input])).toEqual([
      ['other', { n: expect.any(Number) }],
    ]);
  });

  it('streams the call that it must', async () => {
    const parts: string[] = [];
    const { fullStream } = streamText({ model, tools: { get_weather }, toolChoice: 'required', ...PROMPT });
    for await (const { type } of fullStream) parts.push(type);
    expect(parts).toEqual(
      expect.arrayContaining(['tool-input-start', 'tool-input-delta', 'tool-input-end', 'tool-call']),
    );
    expectNoViolations();
  });
});
