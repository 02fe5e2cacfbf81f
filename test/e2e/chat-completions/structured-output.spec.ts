import { APIError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { chatChunk, chatEnd, json, ndjson } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const Person = z.object({ name: z.string(), age: z.number() });
const REQUEST = {
  model: 'demo',
  messages: [{ role: 'user' as const, content: 'Ada is 36 years old.' }],
  response_format: zodResponseFormat(Person, 'person'),
};

const whole = (content: string) => json(chatEnd({ message: { role: 'assistant', content } }));
const streamed = (...contents: string[]) => ndjson([...contents.map((content) => chatChunk(content)), chatEnd()]);

describe('structured output', () => {
  it('is parsed by the client', async () => {
    ollama.answers('POST /api/chat', whole('{"name":"Ada","age":36}'));
    const completion = await completions.parse(REQUEST);
    expect(completion.choices[0]?.message.parsed).toEqual({ name: 'Ada', age: 36 });
    expect(ollama.requests[0]?.body).toMatchObject({
      format: {
        type: 'object',
        properties: { name: { type: 'string' }, age: { type: 'number' } },
        required: ['name', 'age'],
        additionalProperties: false,
      },
    });
  });

  it('is parsed by the client’s stream helper', async () => {
    ollama.answers('POST /api/chat', streamed('{"name":', '"Ada","age":36}'));
    const completion = await completions.stream(REQUEST).finalChatCompletion();
    expect(completion.choices[0]?.message.parsed).toEqual({ name: 'Ada', age: 36 });
  });

  it.each([
    ['{"name":"Ada"}', "The model's answer does not match the JSON schema: it must have required property 'age'."],
    ['Ada is 36.', "The model's answer is not JSON."],
  ])('%s is not passed off as an answer', async (content, message) => {
    ollama.answers('POST /api/chat', whole(content));
    const error: unknown = await completions.create(REQUEST).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({
      status: 502,
      error: { message, type: 'server_error', param: null, code: 'invalid_structured_output' },
    });
  });

  it('ends a stream with an error when it does not match', async () => {
    ollama.answers('POST /api/chat', streamed('{"name":', '"Ada"}'));
    const contents: unknown[] = [];
    const read = async () => {
      const stream = await completions.create({ ...REQUEST, stream: true });
      for await (const { choices } of stream) contents.push(choices[0]?.delta.content);
    };
    await expect(read()).rejects.toMatchObject({
      error: {
        message: "The model's answer does not match the JSON schema: it must have required property 'age'.",
        type: 'server_error',
        param: null,
        code: 'invalid_structured_output',
      },
    });
    expect(contents).toEqual(['{"name":', '"Ada"}']);
    expect(await gateway.log.line({ error: 'invalid_structured_output', stream: true })).toMatchObject({ status: 200 });
  });

  it('is refused for a schema that cannot be enforced, before Ollama is asked', async () => {
    const schema = { type: 'object', properties: { a: { $ref: '#/nowhere' } } };
    const error: unknown = await completions
      .create({
        ...REQUEST,
        response_format: { type: 'json_schema', json_schema: { name: 'a', strict: true, schema } },
      })
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ status: 400, param: 'response_format.json_schema.schema' });
    expect(ollama.requests).toEqual([]);
  });
});
