import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chatChunk, chatEnd, errorAnswer, json, ndjson } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_ANSWER_RETRIES: '1' });
const { completions } = gateway.client().chat;

const Person = z.object({ name: z.string(), age: z.number() });
const REQUEST = {
  model: 'demo',
  messages: [{ role: 'user' as const, content: 'Ada is 36 years old.' }],
  response_format: zodResponseFormat(Person, 'person'),
};
const TOOLS = [
  {
    type: 'function' as const,
    function: { name: 'get_age', parameters: { type: 'object', properties: {} }, strict: true },
  },
];
const ADA = '{"name":"Ada","age":36}';

const whole = (content: string) => json(chatEnd({ message: { role: 'assistant', content } }));
const streamed = (...contents: string[]) => ndjson([...contents.map((content) => chatChunk(content)), chatEnd()]);
const formats = () => ollama.requests.map(({ body }) => (body as { format?: object }).format !== undefined);

describe('an answer that does not hold', () => {
  it('is asked for again', async () => {
    ollama.answers('POST /api/chat', whole('{"name":"Ada"}'), whole(ADA));
    const completion = await completions.parse(REQUEST);
    expect(completion.choices[0]?.message.parsed).toEqual({ name: 'Ada', age: 36 });
    expect(completion.usage).toEqual({ prompt_tokens: 14, completion_tokens: 3, total_tokens: 17 });
    expect(formats()).toEqual([true, true]);
  });

  it('is an error after as many attempts as are configured', async () => {
    ollama.answers('POST /api/chat', whole('{"name":"Ada"}'));
    await expect(completions.parse(REQUEST)).rejects.toMatchObject({ status: 502, code: 'invalid_structured_output' });
    expect(ollama.requests).toHaveLength(2);
  });

  it('is not asked for again where Ollama fails meanwhile', async () => {
    ollama.answers('POST /api/chat', whole('{"name":"Ada"}'), errorAnswer(500, 'runner failed'));
    await expect(completions.parse(REQUEST)).rejects.toMatchObject({ status: 500, code: 'upstream_error' });
    expect(ollama.requests).toHaveLength(2);
  });
});

describe('a form beside tools', () => {
  it('lets the model call', async () => {
    const tool_calls = [{ id: 'own', function: { name: 'get_age', arguments: {} } }];
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'I look.', tool_calls } })));
    const { message, finish_reason } = (await completions.parse({ ...REQUEST, tools: TOOLS })).choices[0] ?? {};
    expect(finish_reason).toBe('tool_calls');
    expect(message).toMatchObject({ content: null, parsed: null, tool_calls: [{ id: 'own' }] });
    expect(formats()).toEqual([false]);
  });

  it('is asked for when the model answers with something else', async () => {
    ollama.answers('POST /api/chat', whole('She is 36.'), whole(ADA));
    const { choices } = await completions.parse({ ...REQUEST, tools: TOOLS });
    expect(choices[0]?.message.parsed).toEqual({ name: 'Ada', age: 36 });
    expect(formats()).toEqual([false, true]);
  });

  it('is asked for in a stream, which tells the constrained answer only', async () => {
    ollama.answers('POST /api/chat', streamed('She is', ' 36.'), streamed('{"name":', '"Ada","age":36}'));
    const contents: string[] = [];
    const stream = completions.stream({ ...REQUEST, tools: TOOLS }).on('content', (delta) => contents.push(delta));
    const { choices } = await stream.finalChatCompletion();
    expect(choices[0]?.message.parsed).toEqual({ name: 'Ada', age: 36 });
    expect(contents).toEqual(['{"name":', '"Ada","age":36}']);
    expect(formats()).toEqual([false, true]);
  });

  it('ends a stream with an error where the second attempt fails', async () => {
    const thought = ndjson([chatChunk({ thinking: 'Hm.' }), chatChunk('She is 36.'), chatEnd()]);
    ollama.answers('POST /api/chat', thought, errorAnswer(500, 'runner failed'));
    const told: unknown[] = [];
    const read = async () => {
      for await (const { choices } of await completions.create({ ...REQUEST, tools: TOOLS, stream: true })) {
        told.push(choices[0]?.delta);
      }
    };
    await expect(read()).rejects.toMatchObject({ error: { code: 'upstream_error' } });
    expect(told).toEqual([{ role: 'assistant', content: '', reasoning: 'Hm.' }]);
  });

  it('is an error with a status where a stream has not begun', async () => {
    ollama.answers('POST /api/chat', streamed('She is 36.'), errorAnswer(500, 'runner failed'));
    await expect(completions.create({ ...REQUEST, tools: TOOLS, stream: true })).rejects.toMatchObject({ status: 500 });
  });
});
