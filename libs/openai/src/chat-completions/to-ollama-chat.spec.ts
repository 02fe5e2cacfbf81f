import { describe, expect, it } from 'vitest';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';
import { toOllamaChat } from './to-ollama-chat.js';

const MESSAGES: ChatCompletionRequestDto['messages'] = [{ role: 'user', content: 'Hello!' }];
const NATIVE = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Hello!' }],
  stream: false,
  truncate: false,
  shift: false,
};
const SCHEMA = { type: 'object', properties: { city: { type: 'string', minLength: 1 } }, $schema: 'x' };

function native(fields: Partial<ChatCompletionRequestDto>) {
  return toOllamaChat({ model: 'demo', messages: MESSAGES, ...fields }, []);
}

describe('toOllamaChat', () => {
  it.each<[Partial<ChatCompletionRequestDto>, object]>([
    [{}, {}],
    [{ temperature: null, seed: null, tools: null, response_format: null, stop: null, reasoning_effort: null }, {}],
    [{ stream: true, stream_options: { include_usage: true } }, { stream: true }],
    [{ max_tokens: 5 }, { options: { num_predict: 5 } }],
    [{ max_completion_tokens: 6 }, { options: { num_predict: 6 } }],
    [{ temperature: 0, top_p: 0, seed: 0 }, { options: { temperature: 0, top_p: 0, seed: 0 } }],
    [{ frequency_penalty: -1, presence_penalty: 0 }, { options: { frequency_penalty: -1, presence_penalty: 0 } }],
    [{ stop: '' }, { options: { stop: [''] } }],
    [{ stop: ['a', 'b'] }, { options: { stop: ['a', 'b'] } }],
    [{ stop: [] }, {}],
    [{ reasoning_effort: 'none' }, { think: false }],
    [{ reasoning_effort: 'xhigh', reasoning: { effort: null } }, { think: 'max' }],
    [{ reasoning_effort: 'high', reasoning: { effort: 'minimal' } }, { think: 'low' }],
    [
      { logprobs: true, top_logprobs: 0 },
      { logprobs: true, top_logprobs: 0 },
    ],
    [{ logprobs: false }, {}],
    [{ response_format: { type: 'text' } }, {}],
    [{ response_format: { type: 'json_object' } }, { format: 'json' }],
    [{ response_format: { type: 'json_schema', json_schema: { name: 'c', schema: SCHEMA } } }, { format: SCHEMA }],
    [
      { tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: SCHEMA, strict: true } }] },
      { tools: [{ type: 'function', function: { name: 'f', description: 'd', parameters: SCHEMA } }] },
    ],
    [
      { tools: [{ type: 'function', function: { name: 'f', description: null, parameters: null } }] },
      { tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }] },
    ],
    [{ tools: [{ type: 'function', function: { name: 'f' } }], tool_choice: 'none' }, {}],
    [{ user: 'u', metadata: { a: 'b' }, service_tier: 'auto' }, {}],
  ])('%j', (fields, expected) => {
    expect(native(fields)).toEqual({ ...NATIVE, ...expected });
  });
});
