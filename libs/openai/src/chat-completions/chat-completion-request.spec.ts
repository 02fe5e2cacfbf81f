import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { describe, expect, it } from 'vitest';
import { translateChat } from '../../test/chat.js';
import { OpenAiError } from '../errors/openai-error.js';
import { unknownFields } from '../validation/validate.js';
import { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

const USER = { role: 'user' as const, content: 'Hello!' };

function outcome(fields: object): Record<string, unknown> {
  try {
    translateChat({ messages: [USER], ...fields });
    return { accepted: true };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { status: error.status, type: error.type, param: error.param, code: error.code };
  }
}

const messagesOf = (...messages: object[]) => ({ messages });
const partsOf = (...content: object[]) => messagesOf({ role: 'user', content });
const tool = (fields: object = {}) => ({ type: 'function', function: { name: 'f', ...fields } });
const callOf = (call: object) => messagesOf(USER, { role: 'assistant', tool_calls: [call] });

describe('a chat completion request', () => {
  it('takes what the official client’s types allow', () => {
    // Compiles as long as the official types fit into ours. A JSON schema format without a schema is the exception.
    const take = (request: Omit<ChatCompletionCreateParams, 'response_format'>): ChatCompletionRequestDto => request;
    expect(outcome(take({ model: 'demo', messages: [{ role: 'user', content: 'Hello!' }] }))).toEqual({
      accepted: true,
    });
  });

  it.each<[string, object]>([
    ['null where a field is optional', everyOptionalField(null)],
    ['the hints', hints()],
    ['the least and the most', { temperature: 0, top_p: 0, frequency_penalty: -2, presence_penalty: -2, n: 1 }],
    [
      'the most',
      { temperature: 2, top_p: 1, frequency_penalty: 2, logprobs: true, top_logprobs: 20, stop: ['a', 'b', 'c', 'd'] },
    ],
    ['no top_logprobs', { logprobs: true, top_logprobs: 0 }],
    ['two equal limits', { max_tokens: 5, max_completion_tokens: 5 }],
    ['empty lists', { tools: [], logit_bias: {}, functions: [], modalities: ['text'], stop: [] }],
    ['a developer', messagesOf({ role: 'developer', content: [{ type: 'text', text: 'x' }], name: 'd' }, USER)],
    ['an assistant without content', messagesOf(USER, { role: 'assistant' })],
    ['an assistant with null', messagesOf(USER, { role: 'assistant', content: null, tool_calls: null, refusal: null })],
    ['no parts', messagesOf({ role: 'user', content: [] })],
    ['an image as a plain string', partsOf({ type: 'image_url', image_url: 'data:image/png;base64,iVBORw0KGgo=' })],
    [
      'an image with detail',
      partsOf({ type: 'image_url', image_url: { url: 'DATA:IMAGE/GIF;BASE64,R0lGODlh', detail: 'low' } }),
    ],
    ['audio', partsOf({ type: 'input_audio', input_audio: { data: 'AAAA', format: 'mp3' } })],
    ['a tool without parameters', { tools: [tool()], tool_choice: 'auto', parallel_tool_calls: true }],
    [
      'a tool with nulls',
      { tools: [tool({ description: null, parameters: null, strict: null })], tool_choice: 'none' },
    ],
    ['parallel_tool_calls without tools', { parallel_tool_calls: false }],
    ['one call at most', { tools: [tool()], parallel_tool_calls: false }],
    ['a call that must be', { tools: [tool()], tool_choice: 'required' }],
    ['a named function', { tools: [tool()], tool_choice: { type: 'function', function: { name: 'f' } } }],
    [
      'allowed tools',
      { tools: [tool()], tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [tool()] } } },
    ],
    ['functions', { functions: [{ name: 'f', description: 'd', parameters: {} }], function_call: { name: 'f' } }],
    ['the result of a function', messagesOf(USER, { role: 'function', name: 'f', content: null })],
    ['several choices', { n: 8 }],
    ['options of Ollama', { options: { num_ctx: 4096, min_p: 0.1, stop: ['x'], use_mmap: false } }],
    ['a time to stay loaded', { keep_alive: '1h30m' }],
    ['seconds to stay loaded', { keep_alive: -1 }],
    ['no time to stay loaded', { keep_alive: '0' }],
    ['thinking', { think: true }],
    ['a degree of thinking that is said twice', { think: 'max', reasoning_effort: 'xhigh' }],
    ['a format', { format: { type: 'object' } }],
    ['a context that may be cut', { truncation: 'auto', truncate: true }],
    ['a prompt that may be cut', { truncate: true, shift: false }],
    ['reasoning without effort', { reasoning: {} }],
    ['stream options', { stream: true, stream_options: { include_usage: true, include_obfuscation: false } }],
    ['a schema without a name', { response_format: { type: 'json_schema', json_schema: { schema: {} } } }],
  ])('accepts %s', (_, fields) => {
    expect(outcome(fields)).toEqual({ accepted: true });
  });

  it.each<[object, string, string]>([
    [{ model: '' }, 'model', 'invalid_value'],
    [{ model: 7 }, 'model', 'invalid_type'],
    [{ messages: null }, 'messages', 'invalid_type'],
    [{ messages: [] }, 'messages', 'invalid_value'],
    [{ messages: [null] }, 'messages[0]', 'invalid_type'],
    [{ messages: [{ content: 'x' }] }, 'messages[0].role', 'missing_required_parameter'],
    [messagesOf(USER, { role: 'bot', content: 'x' }), 'messages[1].role', 'invalid_value'],
    [messagesOf({ role: 'user' }), 'messages[0].content', 'missing_required_parameter'],
    [messagesOf({ role: 'user', content: null }), 'messages[0].content', 'invalid_type'],
    [messagesOf({ role: 'tool', content: 'x' }), 'messages[0].tool_call_id', 'missing_required_parameter'],
    [partsOf({ type: 'text', text: 3 }), 'messages[0].content[0].text', 'invalid_type'],
    [partsOf({ type: 'video' }), 'messages[0].content[0].type', 'invalid_value'],
    [
      partsOf({ type: 'image_url', image_url: {} }),
      'messages[0].content[0].image_url.url',
      'missing_required_parameter',
    ],
    [partsOf({ type: 'image_url', image_url: 7 }), 'messages[0].content[0].image_url', 'invalid_type'],
    [
      messagesOf({ role: 'tool', tool_call_id: 'c', content: [{ type: 'image_url', image_url: 'x' }] }),
      'messages[0].content[0].type',
      'invalid_value',
    ],
    [
      partsOf({ type: 'input_audio', input_audio: { data: 'AAAA' } }),
      'messages[0].content[0].input_audio.format',
      'missing_required_parameter',
    ],
    [
      callOf({ type: 'function', function: { name: 'f', arguments: '{}' } }),
      'messages[1].tool_calls[0].id',
      'missing_required_parameter',
    ],
    [
      callOf({ id: 'c', type: 'function', function: { name: 'f', arguments: {} } }),
      'messages[1].tool_calls[0].function.arguments',
      'invalid_type',
    ],
    [{ temperature: 2.1 }, 'temperature', 'invalid_value'],
    [{ temperature: JSON.parse('1e999') as number }, 'temperature', 'invalid_type'],
    [{ top_p: -0.1 }, 'top_p', 'invalid_value'],
    [{ max_tokens: 0 }, 'max_tokens', 'invalid_value'],
    [{ max_completion_tokens: 1.5 }, 'max_completion_tokens', 'invalid_type'],
    [{ max_tokens: 5, max_completion_tokens: 6 }, 'max_tokens', 'invalid_value'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'stop', 'invalid_value'],
    [{ stop: ['a', 5] }, 'stop[1]', 'invalid_type'],
    [{ stop: '' }, 'stop', 'invalid_value'],
    [{ think: 1 }, 'think', 'invalid_type'],
    [{ think: 'very' }, 'think', 'invalid_value'],
    [{ format: [] }, 'format', 'invalid_type'],
    [{ stop: ['a', ''] }, 'stop[1]', 'invalid_value'],
    [{ max_completion_tokens: 1e20 }, 'max_completion_tokens', 'invalid_value'],
    [{ max_tokens: 1e20 }, 'max_tokens', 'invalid_value'],
    [{ seed: 1e20 }, 'seed', 'invalid_value'],
    [{ seed: '1' }, 'seed', 'invalid_type'],
    [{ frequency_penalty: 3 }, 'frequency_penalty', 'invalid_value'],
    [{ stream: 'yes' }, 'stream', 'invalid_type'],
    [{ stream_options: { include_usage: true } }, 'stream_options', 'invalid_value'],
    [{ stream: true, stream_options: { include_usage: 1 } }, 'stream_options.include_usage', 'invalid_type'],
    [{ top_logprobs: 1 }, 'top_logprobs', 'invalid_value'],
    [{ logprobs: true, top_logprobs: 21 }, 'top_logprobs', 'invalid_value'],
    [{ reasoning_effort: 'extreme' }, 'reasoning_effort', 'invalid_value'],
    [{ reasoning: { effort: 'extreme' } }, 'reasoning.effort', 'invalid_value'],
    [{ response_format: 'json' }, 'response_format', 'invalid_type'],
    [{ response_format: {} }, 'response_format.type', 'missing_required_parameter'],
    [{ response_format: { type: 'yaml' } }, 'response_format.type', 'invalid_value'],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
      'response_format.json_schema.schema',
      'missing_required_parameter',
    ],
    [{ tools: [{ type: 'function', function: {} }] }, 'tools[0].function.name', 'missing_required_parameter'],
    [{ tools: [tool({ parameters: [] })] }, 'tools[0].function.parameters', 'invalid_type'],
    [{ tool_choice: 'maybe' }, 'tool_choice', 'invalid_value'],
    [{ tool_choice: { type: 'any' } }, 'tool_choice.type', 'invalid_value'],
    [{ tool_choice: {} }, 'tool_choice.type', 'missing_required_parameter'],
    [{ tool_choice: [] }, 'tool_choice', 'invalid_type'],
    [{ tool_choice: 'required' }, 'tool_choice', 'invalid_value'],
    [{ tool_choice: { type: 'function' } }, 'tool_choice.function', 'missing_required_parameter'],
    [{ tool_choice: { type: 'function', function: { name: 'f' } } }, 'tool_choice', 'invalid_value'],
    [{ tools: [tool()], tool_choice: { type: 'function', function: { name: 'g' } } }, 'tool_choice', 'invalid_value'],
    [
      { tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } } },
      'tool_choice.allowed_tools.tools',
      'invalid_value',
    ],
    [
      { tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'none', tools: [tool()] } } },
      'tool_choice.allowed_tools.mode',
      'invalid_value',
    ],
    [
      { tools: [tool()], tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [{}] } } },
      'tool_choice.allowed_tools.tools[0]',
      'invalid_value',
    ],
    [{ tools: [tool(), tool()] }, 'tools[1].function.name', 'invalid_value'],
    [{ tools: [tool()], functions: [{ name: 'f' }] }, 'functions', 'invalid_value'],
    [{ tool_choice: 'auto', functions: [{ name: 'f' }] }, 'tool_choice', 'invalid_value'],
    [{ functions: [{}] }, 'functions[0].name', 'missing_required_parameter'],
    [{ function_call: { name: 'f' } }, 'function_call', 'invalid_value'],
    [{ function_call: 'required' }, 'function_call', 'invalid_value'],
    [
      messagesOf(USER, { role: 'assistant', function_call: { name: 'f' } }),
      'messages[1].function_call.arguments',
      'missing_required_parameter',
    ],
    [
      messagesOf(USER, { role: 'assistant', function_call: { name: 'f', arguments: '[]' } }),
      'messages[1].function_call.arguments',
      'invalid_value',
    ],
    [messagesOf({ role: 'function', content: 'x' }), 'messages[0].name', 'missing_required_parameter'],
    [{ n: 0 }, 'n', 'invalid_value'],
    [{ n: 9 }, 'n', 'invalid_value'],
    [{ options: { num_ctx: '4096' } }, 'options.num_ctx', 'invalid_type'],
    [{ options: { frobnicate: 1 } }, 'options.frobnicate', 'unknown_parameter'],
    [{ options: [] }, 'options', 'invalid_type'],
    [{ keep_alive: 'soon' }, 'keep_alive', 'invalid_value'],
    [{ keep_alive: true }, 'keep_alive', 'invalid_type'],
    [{ think: 'lots' }, 'think', 'invalid_value'],
    [{ think: false, reasoning_effort: 'high' }, 'think', 'invalid_value'],
    [{ think: 'low', reasoning: { effort: 'high' } }, 'think', 'invalid_value'],
    [{ format: 'yaml' }, 'format', 'invalid_value'],
    [{ format: 'json', response_format: { type: 'json_object' } }, 'format', 'invalid_value'],
    [{ format: 'json', tools: [tool()], tool_choice: 'required' }, 'format', 'invalid_value'],
    [{ format: {}, functions: [{ name: 'f' }], function_call: { name: 'f' } }, 'format', 'invalid_value'],
    [{ truncation: 'always' }, 'truncation', 'invalid_value'],
    [{ truncation: 'disabled', truncate: true }, 'truncate', 'invalid_value'],
    [{ truncation: 'auto', shift: false }, 'shift', 'invalid_value'],
    [{ truncate: 1 }, 'truncate', 'invalid_type'],
    [{ metadata: { a: 1 } }, 'metadata.a', 'invalid_type'],
    [{ metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, ''])) }, 'metadata', 'invalid_value'],
    [{ service_tier: 'gold' }, 'service_tier', 'invalid_value'],
    [
      partsOf({ type: 'image_url', image_url: { url: 'AAAA' } }),
      'messages[0].content[0].image_url.url',
      'invalid_image_url',
    ],
    [
      partsOf({ type: 'image_url', image_url: 'data:image/bmp;base64,Qk0=' }),
      'messages[0].content[0].image_url',
      'unsupported_image_media_type',
    ],
    [
      partsOf({ type: 'image_url', image_url: 'data:image/png;base64,AAA' }),
      'messages[0].content[0].image_url',
      'invalid_base64_image',
    ],
    [
      partsOf({ type: 'file', file: { filename: 'a.txt' } }),
      'messages[0].content[0].file.file_data',
      'missing_required_parameter',
    ],
    [
      partsOf({ type: 'file', file: { file_data: '@@@@' } }),
      'messages[0].content[0].file.file_data',
      'invalid_base64_file',
    ],
    [partsOf({ type: 'file', file: { file_data: 7 } }), 'messages[0].content[0].file.file_data', 'invalid_type'],
    [
      partsOf({ type: 'text', text: 'x' }, { type: 'input_audio', input_audio: { data: '@', format: 'wav' } }),
      'messages[0].content[1].input_audio.data',
      'invalid_audio',
    ],
  ])('refuses %j', (fields, param, code) => {
    expect(outcome(fields)).toEqual({ status: 400, type: 'invalid_request_error', param, code });
  });

  it.each<[object, string]>([
    [{ logit_bias: { 1: -100 } }, 'logit_bias'],
    [{ modalities: ['text', 'audio'] }, 'modalities'],
    [{ audio: { voice: 'alloy', format: 'wav' } }, 'audio'],
    [{ web_search_options: {} }, 'web_search_options'],
    [{ moderation: { model: 'm' } }, 'moderation'],
    [{ store: true }, 'store'],
    [{ tools: [{ type: 'custom', custom: { name: 'c' } }] }, 'tools[0]'],
    [{ tools: [{ type: 'custom', custom: { name: 'c' } }], tool_choice: 'none' }, 'tools[0]'],
    [{ tools: [tool()], tool_choice: { type: 'custom', custom: { name: 'c' } } }, 'tool_choice'],
    [partsOf({ type: 'file', file: { file_id: 'f' } }), 'messages[0].content[0].file.file_id'],
    [callOf({ id: 'c', type: 'custom', custom: { name: 'c', input: '' } }), 'messages[1].tool_calls[0]'],
  ])('cannot honour %j, and says so', (fields, param) => {
    expect(outcome(fields)).toEqual({
      status: 400,
      type: 'invalid_request_error',
      param,
      code: 'unsupported_parameter',
    });
  });

  it('knows the API’s fields from others', () => {
    const body = { ...everyOptionalField(null), ...hints(), model: 'm', messages: [], mirostat: 2, top_k: 1 };
    expect(unknownFields(ChatCompletionRequestDto, body, 'warn')).toEqual(['mirostat', 'top_k']);
  });
});

function hints() {
  return {
    user: '',
    safety_identifier: 's',
    prompt_cache_key: 'k',
    prompt_cache_retention: '24h',
    prompt_cache_options: { ttl: '30m' },
    service_tier: 'flex',
    metadata: { a: 'b' },
    verbosity: 'low',
    prediction: { type: 'content', content: 'x' },
    store: false,
  };
}

function everyOptionalField(value: null): Record<keyof Omit<ChatCompletionCreateParams, 'model' | 'messages'>, null> {
  return {
    audio: value,
    frequency_penalty: value,
    function_call: value,
    functions: value,
    logit_bias: value,
    logprobs: value,
    max_completion_tokens: value,
    max_tokens: value,
    metadata: value,
    modalities: value,
    moderation: value,
    n: value,
    parallel_tool_calls: value,
    prediction: value,
    presence_penalty: value,
    prompt_cache_key: value,
    prompt_cache_options: value,
    prompt_cache_retention: value,
    reasoning_effort: value,
    response_format: value,
    safety_identifier: value,
    seed: value,
    service_tier: value,
    stop: value,
    store: value,
    stream: value,
    stream_options: value,
    temperature: value,
    tool_choice: value,
    tools: value,
    top_logprobs: value,
    top_p: value,
    user: value,
    verbosity: value,
    web_search_options: value,
  };
}
