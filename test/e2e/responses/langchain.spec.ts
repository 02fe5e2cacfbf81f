import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from '@langchain/core/messages';
import { ChatOpenAI } from '@langchain/openai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validatingFetch } from '../../support/openai-schema/index.js';
import { backends, QUIET } from './backends.js';

const IN_FRANCE = 'The capital of France is Paris.';
const PARIS = { id: 'call_1', function: { index: 0, name: 'get_weather', arguments: { location: 'Paris' } } };
const SUNNY = 'It is 18 degrees and sunny in Paris.';
const PERSON = { name: 'Ada', age: 36, city: 'London' };
const FRANCE = 'What is the capital of France?';

const WEATHER = {
  name: 'get_weather',
  description: 'Get the current weather in a given location',
  schema: z.object({ location: z.string() }),
};

describe.each(await backends(QUIET))('LangChain with responses on $name', ({ gateway, script }) => {
  const model = new ChatOpenAI({
    model: 'demo',
    apiKey: 'unused',
    useResponsesApi: true,
    maxRetries: 0,
    configuration: { baseURL: `${gateway.origin}/v1`, fetch: validatingFetch() },
  });

  it('answers', async () => {
    script({ content: IN_FRANCE });
    const { text, usage_metadata } = await model.invoke(FRANCE);
    expect(text).toBe(IN_FRANCE);
    expect(usage_metadata?.total_tokens).toBeGreaterThan(0);
  });

  it('streams', async () => {
    script({ content: IN_FRANCE });
    const pieces: string[] = [];
    for await (const { text } of await model.stream(FRANCE)) if (text !== '') pieces.push(text);
    expect(pieces.join('')).toBe(IN_FRANCE);
    expect(pieces.length).toBeGreaterThan(1);
  });

  it('goes on with a conversation', async () => {
    script({ content: 'Your name is Alice.' });
    const { text } = await model.invoke([
      new HumanMessage('My name is Alice.'),
      new AIMessage('Nice to meet you, Alice!'),
      new HumanMessage(FRANCE),
      new AIMessage(IN_FRANCE),
      new HumanMessage('What is my name?'),
    ]);
    expect(text).toBe('Your name is Alice.');
  });

  it('tells the model what it is', async () => {
    script({ content: 'Arr, matey! The capital of France is Paris.' });
    const { text } = await model.invoke([new SystemMessage('You are a pirate.'), new HumanMessage(FRANCE)]);
    expect(text).toBe('Arr, matey! The capital of France is Paris.');
  });

  it('calls a tool, and answers with what it brought', async () => {
    script({ tool_calls: [PARIS] }, { content: SUNNY });
    const bound = model.bindTools([WEATHER]);
    const question = new HumanMessage('What is the weather in Paris?');
    const call = await bound.invoke([question]);
    expect(call.tool_calls).toMatchObject([{ name: 'get_weather', args: { location: 'Paris' } }]);
    const output = new ToolMessage({
      content: '{"temperature": 18, "condition": "sunny"}',
      tool_call_id: call.tool_calls?.[0]?.id ?? '',
    });
    expect((await bound.invoke([question, call, output])).text).toBe(SUNNY);
  });

  it('gets a structured output', async () => {
    script({ content: JSON.stringify(PERSON) });
    const structured = model.withStructuredOutput(z.object({ name: z.string(), age: z.number(), city: z.string() }), {
      name: 'person',
      method: 'jsonSchema',
    });
    const question = 'Ada is 36 years old and lives in London. Return JSON with name, age and city.';
    expect(await structured.invoke(question)).toEqual(PERSON);
  });
});
