import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, generateText, type ModelMessage, Output, stepCountIs, streamText, tool } from 'ai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validatingFetch } from '../../support/openai-schema/index.js';
import { backends, QUIET } from './backends.js';

const IN_FRANCE = 'The capital of France is Paris.';
const PARIS = { id: 'call_1', function: { index: 0, name: 'get_weather', arguments: { location: 'Paris' } } };
const SUNNY = 'It is 18 degrees and sunny in Paris.';
const PERSON = { name: 'Ada', age: 36, city: 'London' };

const FRANCE = { prompt: 'What is the capital of France?' };
const WEATHER = {
  prompt: 'What is the weather in Paris?',
  tools: {
    get_weather: tool({
      description: 'Get the current weather in a given location',
      inputSchema: z.object({ location: z.string() }),
      execute: () => ({ temperature: 18, condition: 'sunny' }),
    }),
  },
};

describe.each(await backends(QUIET))('the AI SDK on $name', ({ gateway, script }) => {
  const openai = createOpenAI({ baseURL: `${gateway.origin}/v1`, apiKey: 'unused', fetch: validatingFetch() });
  const model = openai('demo');

  it('generates a text', async () => {
    script({ content: IN_FRANCE });
    const { text, finishReason, usage, warnings } = await generateText({ model, ...FRANCE });
    expect([text, finishReason, warnings]).toEqual([IN_FRANCE, 'stop', []]);
    expect(usage.inputTokens).toBeGreaterThan(0);
    expect(usage.outputTokens).toBeGreaterThan(0);
  });

  it('streams a text', async () => {
    script({ content: IN_FRANCE });
    const { textStream, finishReason } = streamText({ model, ...FRANCE });
    const deltas: string[] = [];
    for await (const delta of textStream) deltas.push(delta);
    expect(deltas.join('')).toBe(IN_FRANCE);
    expect(deltas.length).toBeGreaterThan(1);
    expect(await finishReason).toBe('stop');
  });

  it('runs a tool in steps, streamed or not', async () => {
    script({ tool_calls: [PARIS] }, { content: SUNNY }, { tool_calls: [PARIS] }, { content: SUNNY });
    const request = { model, ...WEATHER, stopWhen: stepCountIs(3) };
    const { text, steps } = await generateText(request);
    expect([text, steps.length]).toEqual([SUNNY, 2]);
    expect(steps[0]?.toolCalls).toMatchObject([{ toolName: 'get_weather', input: { location: 'Paris' } }]);
    const streamed = streamText(request);
    expect(await streamed.text).toBe(SUNNY);
    expect((await streamed.steps).map(({ finishReason }) => finishReason)).toEqual(['tool-calls', 'stop']);
  });

  it('has a tool called that must be', async () => {
    const forced = '{"name": "get_weather", "arguments": {"location": "Paris"}}';
    script({ content: forced });
    const { toolCalls } = await generateText({
      model,
      ...WEATHER,
      toolChoice: { type: 'tool', toolName: 'get_weather' },
    });
    expect(toolCalls).toMatchObject([{ toolName: 'get_weather', input: { location: 'Paris' } }]);
  });

  it('gets a structured answer', async () => {
    script({ content: JSON.stringify(PERSON) });
    const { output } = await generateText({
      model,
      prompt: 'Ada is 36 years old and lives in London. Return JSON with name, age and city.',
      output: Output.object({ schema: z.object({ name: z.string(), age: z.number(), city: z.string() }) }),
    });
    expect(output).toEqual(PERSON);
  });

  it('goes on with a conversation', async () => {
    script({ content: 'Your name is Alice.' });
    const messages: ModelMessage[] = [
      { role: 'user', content: 'My name is Alice.' },
      { role: 'assistant', content: [{ type: 'text', text: 'Nice to meet you, Alice!' }] },
      { role: 'user', content: [{ type: 'text', text: FRANCE.prompt }] },
      { role: 'assistant', content: IN_FRANCE },
      { role: 'user', content: 'What is my name?' },
    ];
    expect((await generateText({ model, messages })).text).toBe('Your name is Alice.');
  });

  it('hears what is wrong', async () => {
    const refused = generateText({ model: openai('nowhere'), maxRetries: 0, prompt: 'Hello!' });
    await expect(refused).rejects.toThrow(APICallError);
    await expect(refused).rejects.toMatchObject({ statusCode: 404, message: /'nowhere' does not exist/ });
  });
});

const KEY = { GATEWAY_REASONING_KEY: Buffer.alloc(32, 1).toString('base64') };

describe.each(await backends({ ...QUIET, ...KEY }))('the AI SDK on $name, which thinks', ({ gateway, script }) => {
  const sent: string[] = [];
  const openai = createOpenAI({
    baseURL: `${gateway.origin}/v1`,
    apiKey: 'unused',
    fetch: (input, init) => {
      sent.push(init?.body as string);
      return validatingFetch()(input, init);
    },
  });

  it('sees what the model thinks, and sends it back encrypted', async () => {
    script({ thinking: 'I must compute 2 + 3.\n', content: '2 + 3 = 5' }, { content: '2 + 3 = 5' });
    const request = {
      model: openai('demo'),
      providerOptions: {
        openai: { forceReasoning: true, reasoningEffort: 'medium', reasoningSummary: 'auto', store: false },
      },
    };
    const question = { role: 'user' as const, content: 'What is 2 + 3?' };
    const { reasoningText, text, response } = await generateText({ ...request, messages: [question] });
    expect([reasoningText, text]).toEqual(['I must compute 2 + 3.\n', '2 + 3 = 5']);
    const again = await generateText({ ...request, messages: [question, ...response.messages, question] });
    expect(again.warnings).toEqual([]);
    expect(again.text).toBe('2 + 3 = 5');
    const { input } = JSON.parse(sent.at(-1) ?? '') as { input: object[] };
    expect(input[1]).toMatchObject({ type: 'reasoning', encrypted_content: expect.any(String) });
  });
});
