import type { ResponseCreateParams } from 'openai/resources/responses/responses';
import { describe, expect, it } from 'vitest';
import { translate } from '../../test/responses.js';
import { OpenAiError } from '../errors/openai-error.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import { translateInputTokens } from './translate-input-tokens.js';
import { SETTINGS } from '../../test/chat.js';

function outcome(fields: object): Record<string, unknown> {
  try {
    translate(fields);
    return { accepted: true };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { status: error.status, type: error.type, param: error.param, code: error.code };
  }
}

const refused = (param: string, code: string) => ({ status: 400, type: 'invalid_request_error', param, code });
const itemsOf = (...input: object[]) => ({ input });
const partsOf = (...content: object[]) => itemsOf({ role: 'user', content });
const FORMAT = { type: 'json_schema', name: 'n', schema: { type: 'object' } };

/** What codex sends, as recorded; newer ones send their tools as an item. */
const CODEX = {
  input: [
    { type: 'message', id: 'msg_1', role: 'developer', content: [{ type: 'input_text', text: 'You are codex.' }] },
    { type: 'message', id: 'msg_2', role: 'user', content: [{ type: 'input_text', text: 'Hello!' }] },
  ],
  tools: [
    { type: 'function', name: 'shell', description: 'Runs it.', strict: false, parameters: { type: 'object' } },
    { type: 'namespace', name: 'mcp__files', description: 'x', tools: [{ type: 'function', name: 'read' }] },
    { type: 'web_search', external_web_access: false },
  ],
  tool_choice: 'auto',
  parallel_tool_calls: false,
  reasoning: { effort: 'medium', summary: 'auto' },
  store: false,
  stream: true,
  include: ['reasoning.encrypted_content'],
  prompt_cache_key: 'x',
  client_metadata: { x: 'y' },
};

describe('a request for a response', () => {
  it('takes what the official client’s types allow', () => {
    // Compiles as long as the official types fit into ours. Items and tools, which are wider there, are held elsewhere.
    type Narrower = 'model' | 'input' | 'tools' | 'tool_choice';
    const take = (fields: Omit<ResponseCreateParams, Narrower>): Omit<ResponseRequestDto, Narrower> => fields;
    expect(outcome(take({ temperature: 1, store: true, text: { verbosity: 'low' } }))).toEqual({ accepted: true });
  });

  it.each<[string, object]>([
    ['null where a field is optional', everyOptionalField(null)],
    [
      'what is empty',
      { tools: [], include: [], reasoning: {}, text: {}, metadata: {}, user: '', context_management: [] },
    ],
    ['the hints', hints()],
    ['an empty text', { input: '' }],
    ['the least', { temperature: 0, top_p: 0, max_output_tokens: 1, top_logprobs: 0 }],
    ['the most', { temperature: 2, top_p: 1, top_logprobs: 20, include: ['message.output_text.logprobs'] }],
    ['store', { store: true }],
    ['no background', { background: false }],
    ['stream options', { stream: true, stream_options: { include_obfuscation: false } }],
    ['messages without a type', itemsOf({ role: 'user', content: 'x' }, { role: 'assistant', content: [] })],
    ['a message whose type is null', itemsOf({ type: null, role: 'user', content: 'x' })],
    ['calls without an id', itemsOf({ type: 'function_call', call_id: 'a', name: 'f', arguments: '{}' })],
    ['reasoning without an id', itemsOf({ type: 'reasoning', summary: [] }, { role: 'user', content: 'x' })],
    [
      'reasoning that is null',
      itemsOf({ type: 'reasoning', content: null, encrypted_content: null }, { role: 'user', content: 'x' }),
    ],
    ['an image by URL', partsOf({ type: 'input_image', image_url: 'https://example.com/a.png', detail: 'auto' })],
    ['a file', partsOf({ type: 'input_file', filename: 'a.txt', file_data: 'data:text/plain;base64,YQ==' })],
    ['a file by URL', partsOf({ type: 'input_file', file_url: 'https://example.com/a.txt' })],
    ['every form', { text: { format: FORMAT, verbosity: 'low' } }],
    ['a strict form', { text: { format: { ...FORMAT, strict: true, description: null } } }],
    ['a tool without a schema', { tools: [{ type: 'function', name: 'f', strict: null, parameters: null }] }],
    ['the extensions', { options: { num_ctx: 512 }, keep_alive: '5m', think: false, truncate: true, shift: true }],
    ['what codex sends', CODEX],
    [
      'tools as an item',
      {
        ...CODEX,
        tools: undefined,
        input: [...CODEX.input, { type: 'additional_tools', role: 'developer', tools: CODEX.tools }],
      },
    ],
  ])('takes %s', (_name, fields) => {
    expect(outcome(fields)).toEqual({ accepted: true });
  });

  it.each<[string, object, string, string]>([
    ['no model', { model: undefined }, 'model', 'missing_required_parameter'],
    ['no input', { input: undefined }, 'input', 'missing_required_parameter'],
    ['null as the input', { input: null }, 'input', 'invalid_type'],
    ['a number as the input', { input: 7 }, 'input', 'invalid_type'],
    ['no items', { input: [] }, 'input', 'invalid_value'],
    ['an item that is none', itemsOf(['x']), 'input[0]', 'invalid_type'],
    ['an item of no kind', itemsOf({}), 'input[0].type', 'missing_required_parameter'],
    ['an item of an unknown kind', itemsOf({ type: 'mystery' }), 'input[0].type', 'invalid_value'],
    ['a reference', itemsOf({ id: 'msg_1' }), 'input[0]', 'unsupported_parameter'],
    ['an unknown role', itemsOf({ role: 'tool', content: 'x' }), 'input[0].role', 'invalid_value'],
    ['an unknown part', partsOf({ type: 'text', text: 'x' }), 'input[0].content[0].type', 'invalid_value'],
    [
      'a part without a text',
      partsOf({ type: 'input_text' }),
      'input[0].content[0].text',
      'missing_required_parameter',
    ],
    [
      'an image that is none',
      partsOf({ type: 'input_image', image_url: 'x' }),
      'input[0].content[0].image_url',
      'invalid_image_url',
    ],
    [
      'a stored file',
      partsOf({ type: 'input_file', file_id: 'file_1' }),
      'input[0].content[0].file_id',
      'unsupported_parameter',
    ],
    ['no tokens', { max_output_tokens: 0 }, 'max_output_tokens', 'invalid_value'],
    ['more tokens than can be counted', { max_output_tokens: 1e20 }, 'max_output_tokens', 'invalid_value'],
    ['half a token', { max_output_tokens: 1.5 }, 'max_output_tokens', 'invalid_type'],
    ['too hot', { temperature: 2.1 }, 'temperature', 'invalid_value'],
    ['top_logprobs alone', { top_logprobs: 1 }, 'top_logprobs', 'invalid_value'],
    ['stream_options alone', { stream_options: {} }, 'stream_options', 'invalid_value'],
    ['an unknown include', { include: ['everything'] }, 'include[0]', 'invalid_value'],
    ['an unknown effort', { reasoning: { effort: 'huge' } }, 'reasoning.effort', 'invalid_value'],
    ['a mode that there is not', { reasoning: { mode: 'pro' } }, 'reasoning.mode', 'invalid_value'],
    ['an unknown summary', { reasoning: { summary: 'long' } }, 'reasoning.summary', 'invalid_value'],
    ['two words on thinking', { think: true, reasoning: { effort: 'none' } }, 'think', 'invalid_value'],
    ['an unknown form', { text: { format: { type: 'xml' } } }, 'text.format.type', 'invalid_value'],
    [
      'a form without a schema',
      { text: { format: { type: 'json_schema', name: 'n' } } },
      'text.format.schema',
      'missing_required_parameter',
    ],
    [
      'a form that is no schema',
      { text: { format: { ...FORMAT, strict: true, schema: { type: 7 } } } },
      'text.format.schema',
      'invalid_json_schema',
    ],
    ['an unknown verbosity', { text: { verbosity: 'huge' } }, 'text.verbosity', 'invalid_value'],
    ['an unknown tool', { tools: [{ type: 'magic' }] }, 'tools[0].type', 'invalid_value'],
    ['a tool without a name', { tools: [{ type: 'function' }] }, 'tools[0].name', 'missing_required_parameter'],
    [
      'a namespace of nothing',
      { tools: [{ type: 'namespace', name: 'n', tools: [] }] },
      'tools[0].tools',
      'invalid_value',
    ],
    [
      'file search',
      { tools: [{ type: 'file_search', vector_store_ids: ['vs'] }] },
      'tools[0]',
      'unsupported_parameter',
    ],
    ['an unknown choice', { tool_choice: 'sometimes' }, 'tool_choice', 'invalid_value'],
    ['an earlier response', { previous_response_id: 'resp_1' }, 'previous_response_id', 'unsupported_parameter'],
    ['a conversation', { conversation: 'conv_1' }, 'conversation', 'unsupported_parameter'],
    ['a conversation as an object', { conversation: { id: 'conv_1' } }, 'conversation', 'unsupported_parameter'],
    ['the background', { background: true }, 'background', 'unsupported_parameter'],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }, 'prompt', 'unsupported_parameter'],
    ['compaction', { context_management: [{ type: 'compaction' }] }, 'context_management', 'unsupported_parameter'],
    ['moderation', { moderation: { model: 'm' } }, 'moderation', 'unsupported_parameter'],
    [
      'too much metadata',
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ''])) },
      'metadata',
      'invalid_value',
    ],
    ['metadata that is no text', { metadata: { a: 1 } }, 'metadata.a', 'invalid_type'],
    ['an unknown option', { options: { magic: 1 } }, 'options.magic', 'unknown_parameter'],
    ['two forms', { format: 'json', text: { format: { type: 'text' } } }, 'format', 'invalid_value'],
    [
      'a form of a call',
      { format: 'json', tools: [{ type: 'function', name: 'f' }], tool_choice: 'required' },
      'format',
      'invalid_value',
    ],
    ['truncation of two minds', { truncation: 'auto', truncate: false }, 'truncate', 'invalid_value'],
  ])('refuses %s', (_name, fields, param, code) => {
    expect(outcome(fields)).toEqual(refused(param, code));
  });

  it.each([[], null, 'x', 7])('refuses the body %j', (body) => {
    expect(() => translateInputTokens(body, SETTINGS)).toThrow('must be a JSON object');
  });

  it('tells what it does not know, and what it leaves out', () => {
    const fields = { ...CODEX, tools: [{ type: 'web_search' }] };
    expect(translate(fields).ignoredFields).toEqual(['client_metadata', 'tools[0]', 'include[0]']);
    expect(() => translate(fields, { unknownFields: 'reject' })).toThrow("Unknown parameter: 'client_metadata'.");
  });
});

function everyOptionalField(value: unknown): object {
  const fields = [
    'instructions',
    'tools',
    'tool_choice',
    'parallel_tool_calls',
    'text',
    'reasoning',
    'truncation',
    'previous_response_id',
    'conversation',
    'format',
    'options',
    'keep_alive',
    'think',
    'stream',
    'stream_options',
    'max_output_tokens',
    'temperature',
    'top_p',
    'top_logprobs',
    'include',
    'max_tool_calls',
    'metadata',
    'store',
    'background',
    'prompt',
    'context_management',
    'moderation',
    'truncate',
    'shift',
    ...Object.keys(hints()),
  ];
  return Object.fromEntries(fields.map((field) => [field, value]));
}

function hints(): object {
  return {
    user: 'u',
    safety_identifier: 's',
    prompt_cache_key: 'k',
    prompt_cache_retention: '24h',
    prompt_cache_options: {},
    service_tier: 'flex',
    max_tool_calls: 3,
  };
}
