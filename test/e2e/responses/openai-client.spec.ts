import { BadRequestError } from 'openai';
import { zodResponsesFunction, zodTextFormat } from 'openai/helpers/zod';
import type { ResponseInputItem } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { backends } from './backends.js';

const IN_FRANCE = 'The capital of France is Paris.';
const PARIS = { id: 'call_1', function: { index: 0, name: 'get_weather', arguments: { location: 'Paris' } } };
const SUNNY = 'It is 18 degrees and sunny in Paris.';
const Person = z.object({ name: z.string(), age: z.number(), city: z.string() });
const PERSON = { name: 'Ada', age: 36, city: 'London' };

const SETTINGS = { model: 'demo', temperature: 0, reasoning: { effort: 'none' as const } };
const FRANCE = { ...SETTINGS, input: 'What is the capital of France?' };
const ADA = {
  ...SETTINGS,
  input: 'Ada is 36 years old and lives in London. Return JSON with name, age and city.',
  text: { format: zodTextFormat(Person, 'person') },
};
const WEATHER = {
  type: 'function' as const,
  name: 'get_weather',
  description: 'Get the current weather in a given location',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  strict: false,
};

describe.each(await backends())('the official client on $name', ({ gateway, script }) => {
  const { responses } = gateway.client();

  it('creates a response', async () => {
    script({ content: IN_FRANCE });
    const response = await responses.create({ ...FRANCE, metadata: { topic: 'capitals' }, user: 'somebody' });
    expect(response.output_text).toBe(IN_FRANCE);
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_[0-9a-f]{32}$/),
      object: 'response',
      status: 'completed',
      model: 'demo',
      metadata: { topic: 'capitals' },
      user: 'somebody',
      temperature: 0,
      reasoning: { effort: 'none', summary: null },
      store: false,
      output: [{ type: 'message', id: expect.stringMatching(/^msg_[0-9a-f]{32}$/), role: 'assistant' }],
    });
    const { input_tokens = 0, output_tokens = 0, total_tokens } = response.usage ?? {};
    expect(input_tokens).toBeGreaterThan(0);
    expect(output_tokens).toBeGreaterThan(0);
    expect(total_tokens).toBe(input_tokens + output_tokens);
  });

  it('follows instructions', async () => {
    script({ content: 'Arr, matey! The capital of France is Paris.' });
    const { output_text } = await responses.create({ ...FRANCE, instructions: 'You are a pirate.' });
    expect(output_text).toBe('Arr, matey! The capital of France is Paris.');
  });

  it('streams', async () => {
    script({ content: IN_FRANCE });
    let text = '';
    const types = new Set<string>();
    for await (const event of await responses.create({ ...FRANCE, stream: true })) {
      types.add(event.type);
      if (event.type === 'response.output_text.delta') text += event.delta;
    }
    expect(text).toBe(IN_FRANCE);
    expect([...types]).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('streams by its helper', async () => {
    script({ content: IN_FRANCE });
    const deltas: string[] = [];
    const stream = responses.stream(FRANCE).on('response.output_text.delta', ({ delta }) => deltas.push(delta));
    const response = await stream.finalResponse();
    expect(deltas.join('')).toBe(IN_FRANCE);
    expect(deltas.length).toBeGreaterThan(1);
    expect(response.output_text).toBe(IN_FRANCE);
  });

  it('sees what the model thinks, as a summary where it asks for one', async () => {
    const answer = { thinking: 'I must compute 2 + 3.\n', content: '2 + 3 = 5' };
    script(answer, answer);
    const request = { model: 'demo', temperature: 0, input: 'What is 2 + 3?' };
    const { output } = await responses.create(request);
    expect(output).toMatchObject([
      { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: answer.thinking }] },
      { type: 'message', content: [{ text: answer.content }] },
    ]);
    const summarized = await responses.stream({ ...request, reasoning: { summary: 'auto' } }).finalResponse();
    expect(summarized.output).toMatchObject([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: answer.thinking }] },
      { type: 'message' },
    ]);
  });

  it('parses a structured answer, streamed or not', async () => {
    script({ content: JSON.stringify(PERSON) }, { content: JSON.stringify(PERSON) });
    expect((await responses.parse(ADA)).output_parsed).toEqual(PERSON);
    expect((await responses.stream(ADA).finalResponse()).output_parsed).toEqual(PERSON);
  });

  it('runs a tool, and sends the items back as they came', async () => {
    script({ tool_calls: [PARIS] }, { content: SUNNY });
    const input: ResponseInputItem[] = [{ role: 'user', content: 'What is the weather in Paris?' }];
    const first = await responses.create({ ...SETTINGS, input, tools: [WEATHER] });
    expect(first.output).toMatchObject([
      { type: 'function_call', name: 'get_weather', arguments: '{"location":"Paris"}' },
    ]);
    const [call] = first.output;
    if (call?.type !== 'function_call') throw new Error('It did not call');
    input.push(call, {
      type: 'function_call_output',
      call_id: call.call_id,
      output: '{"temperature": 18, "condition": "sunny"}',
    });
    const second = await responses.create({ ...SETTINGS, input, tools: [WEATHER] });
    expect(second.output_text).toBe(SUNNY);
  });

  it('has a tool called that must be, its arguments parsed', async () => {
    // Constrained, the model writes the call as text.
    script({ content: '{"name": "get_weather", "arguments": {"location": "Paris"}}' });
    const response = await responses.parse({
      ...SETTINGS,
      input: 'What is the weather in Paris?',
      tools: [zodResponsesFunction({ name: 'get_weather', parameters: z.object({ location: z.string() }) })],
      tool_choice: { type: 'function', name: 'get_weather' },
    });
    expect(response.output).toMatchObject([
      { type: 'function_call', name: 'get_weather', parsed_arguments: { location: 'Paris' } },
    ]);
    expect(response.tool_choice).toEqual({ type: 'function', name: 'get_weather' });
  });

  it('counts the tokens of an input', async () => {
    script({ content: 'The' }, { content: IN_FRANCE });
    const { input_tokens, object } = await responses.inputTokens.count(FRANCE);
    const { usage } = await responses.create(FRANCE);
    expect([object, input_tokens]).toEqual(['response.input_tokens', usage?.input_tokens]);
  });

  it('hears what is wrong', async () => {
    const refused = responses.create({ ...FRANCE, previous_response_id: 'resp_1' });
    await expect(refused).rejects.toThrow(BadRequestError);
    await expect(refused).rejects.toMatchObject({
      status: 400,
      param: 'previous_response_id',
      code: 'unsupported_parameter',
    });
  });
});
