import { describe, expect, it } from 'vitest';
import { readChatRequest } from '../chat/chat-request.js';
import { readEmbedRequest } from '../embed/embed-request.js';
import { readGenerateRequest } from '../generate/generate-request.js';

const user = (message: object) => ({ model: 'demo', messages: [{ role: 'user', content: 'x', ...message }] });
const field = (kind: string, name: string, go: string) =>
  `json: cannot unmarshal ${kind} into Go struct field ${name} of type ${go}`;

describe('requests', () => {
  it.each([
    ['', 'missing request body'],
    ['{nope', 'invalid JSON in the request body'],
    ['[]', 'json: cannot unmarshal array into Go value of type api.ChatRequest'],
    ['7', 'json: cannot unmarshal number into Go value of type api.ChatRequest'],
    ['null', 'model is required'],
    ['{"model":""}', 'model is required'],
  ])('that are %j are refused', (body, message) => {
    expect(() => readChatRequest(body)).toThrow(message);
  });

  it.each([
    [{ model: 7 }, field('number', 'ChatRequest.model', 'string')],
    [{ model: 'demo', stream: 'yes' }, field('string', 'ChatRequest.stream', 'bool')],
    [{ model: 'demo', messages: 'x' }, field('string', 'ChatRequest.messages', '[]api.Message')],
    [{ model: 'demo', messages: ['x'] }, field('string', 'ChatRequest.messages', 'api.Message')],
    [user({ content: [] }), field('array', 'ChatRequest.messages.content', 'string')],
    [user({ images: 'x' }), field('string', 'ChatRequest.messages.images', '[]api.ImageData')],
    [user({ tool_calls: {} }), field('object', 'ChatRequest.messages.tool_calls', '[]api.ToolCall')],
    [
      user({ tool_calls: [{ function: { arguments: '{}' } }] }),
      field('string', 'ChatRequest.messages.tool_calls.function.arguments', 'map[string]interface {}'),
    ],
    [{ model: 'demo', tools: {} }, field('object', 'ChatRequest.tools', 'api.Tools')],
    [{ model: 'demo', tools: [{ type: 'function' }] }, 'invalid tools: every tool needs a function with a name'],
    [{ model: 'demo', options: [] }, field('array', 'ChatRequest.options', 'map[string]interface {}')],
    [{ model: 'demo', top_logprobs: 1.5 }, field('number 1.5', 'ChatRequest.top_logprobs', 'int')],
    [user({ role: 'robot' }), 'invalid role: "robot"; expected system, user, assistant or tool'],
    [user({ role: null }), 'invalid role: ""; expected system, user, assistant or tool'],
    [user({ images: ['a#b='] }), 'illegal base64 data at input byte 1'],
    [user({ images: ['abc'] }), 'illegal base64 data at input byte 3'],
  ])('such as %j are refused', (body, message) => {
    expect(() => readChatRequest(JSON.stringify(body))).toThrow(message);
  });

  it('have what is null no more than in Go, and texts that are empty', () => {
    const body = { model: 'demo', stream: null, messages: [{ role: 'assistant', content: null }], unknown: 1 };

    expect(readChatRequest(JSON.stringify(body))).toEqual({
      model: 'demo',
      messages: [{ role: 'assistant', content: '' }],
    });
  });

  it('for a completion are raw or have a template, and never one of Go', () => {
    const raw = 'raw mode does not support template, system, or context';
    expect(() => readGenerateRequest('{"model":"demo","raw":true,"system":"x"}')).toThrow(raw);
    expect(() => readGenerateRequest('{"model":"demo","raw":true,"context":[1]}')).toThrow(raw);
    expect(() => readGenerateRequest('{"model":"demo","template":"{{ .Prompt }}"}')).toThrow(
      'template: the embedded engine uses the chat template of the model only',
    );
  });

  it.each([
    ['"x"', ['x']],
    ['["x","y"]', ['x', 'y']],
    ['""', []],
    ['null', []],
  ])('for embeddings have the input %s', (input, inputs) => {
    expect(readEmbedRequest(`{"model":"demo","input":${input}}`).inputs).toEqual(inputs);
  });
});
