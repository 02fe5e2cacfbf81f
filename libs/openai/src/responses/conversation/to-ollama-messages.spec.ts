import type { OllamaMessage } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import type { Attachment } from '../../attachments/attachment.js';
import { OpenAiError } from '../../errors/openai-error.js';
import type { InputItem } from '../items/items.js';
import { callableTools } from '../tools/callable-tools.js';
import { ToolNames } from '../tools/tool-names.js';
import type { ReasoningCipher } from '../../translation/response-settings.js';
import { toOllamaMessages } from './to-ollama-messages.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const ANGLES: ReasoningCipher = {
  encrypt: (thought) => `<${thought}>`,
  decrypt: (text) => /^<(?<thought>.*)>$/.exec(text)?.groups?.['thought'],
};

function context(cipher?: ReasoningCipher) {
  const files = { type: 'namespace', name: 'files', tools: [{ type: 'function', name: 'read' }] } as const;
  const names = new ToolNames(callableTools([{ tool: files, path: 'tools[0]' }], []));
  return { names, cipher, attachments: [] as Attachment[], skipped: [] as string[] };
}

function messagesOf(input: string | InputItem[], cipher?: ReasoningCipher): OllamaMessage[] {
  return toOllamaMessages({ input }, context(cipher));
}

function errorOf(input: InputItem[], cipher?: ReasoningCipher) {
  try {
    messagesOf(input, cipher);
  } catch (error) {
    if (error instanceof OpenAiError) return error.toBody().error;
  }
  throw new Error('It was not refused');
}

function call(id: string, name = 'f', args = '{}'): InputItem {
  return { type: 'function_call', call_id: id, name, arguments: args };
}

function output(id: string, text: string): InputItem {
  return { type: 'function_call_output', call_id: id, output: text };
}

function user(content: string): InputItem {
  return { type: 'message', role: 'user', content };
}

function assistant(content: string): InputItem {
  return { type: 'message', role: 'assistant', content };
}

describe('toOllamaMessages', () => {
  it('takes a string for a message of the user, after the instructions', () => {
    expect(toOllamaMessages({ input: 'Hello', instructions: 'Be kind.' }, context())).toEqual([
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
    ]);
  });

  it('takes messages of every role, as strings or parts', () => {
    const input: InputItem[] = [
      { type: 'message', role: 'system', content: 'One' },
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'Two' }] },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is' },
          { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'auto' },
          { type: 'input_text', text: 'this?' },
        ],
      },
      {
        type: 'message',
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'A dot.' },
          { type: 'refusal', refusal: 'I say no more.' },
        ],
      },
    ];
    expect(messagesOf(input)).toEqual([
      { role: 'system', content: 'One' },
      { role: 'system', content: 'Two' },
      { role: 'user', content: 'What is\nthis?', images: [PNG] },
      { role: 'assistant', content: 'A dot.\nI say no more.' },
    ]);
  });

  it('joins reasoning, texts and calls of one answer, and puts each result right behind its call', () => {
    const input: InputItem[] = [
      user('Weather?'),
      { type: 'reasoning', content: [{ type: 'reasoning_text', text: 'I need both.' }] },
      assistant('Let me see.'),
      call('a', 'weather', '{"city":"Paris"}'),
      assistant('And the time.'),
      call('b', 'time'),
      output('b', 'noon'),
      output('a', 'sunny'),
      assistant('Sunny, at noon.'),
    ];
    expect(messagesOf(input)).toEqual([
      { role: 'user', content: 'Weather?' },
      {
        role: 'assistant',
        content: 'Let me see.\nAnd the time.',
        thinking: 'I need both.',
        tool_calls: [
          { id: 'a', function: { index: 0, name: 'weather', arguments: { city: 'Paris' } } },
          { id: 'b', function: { index: 1, name: 'time', arguments: {} } },
        ],
      },
      { role: 'tool', content: 'sunny', tool_name: 'weather', tool_call_id: 'a' },
      { role: 'tool', content: 'noon', tool_name: 'time', tool_call_id: 'b' },
      { role: 'assistant', content: 'Sunny, at noon.' },
    ]);
  });

  it('begins a new message of the model after each result', () => {
    expect(messagesOf([call('a'), output('a', '1'), call('b'), output('b', '2')])).toEqual([
      { role: 'assistant', content: '', tool_calls: [{ id: 'a', function: { index: 0, name: 'f', arguments: {} } }] },
      { role: 'tool', content: '1', tool_name: 'f', tool_call_id: 'a' },
      { role: 'assistant', content: '', tool_calls: [{ id: 'b', function: { index: 0, name: 'f', arguments: {} } }] },
      { role: 'tool', content: '2', tool_name: 'f', tool_call_id: 'b' },
    ]);
  });

  it('brings a late result to its call', () => {
    expect(messagesOf([call('a'), user('Stop!'), output('a', 'done')]).map(({ role }) => role)).toEqual([
      'assistant',
      'tool',
      'user',
    ]);
  });

  it('gives results in turn to calls that share an id', () => {
    const input = [call('x', 'f'), call('x', 'g'), output('x', '1'), output('x', '2')];
    expect(messagesOf(input).filter(({ role }) => role === 'tool')).toEqual([
      { role: 'tool', content: '1', tool_name: 'f', tool_call_id: 'x' },
      { role: 'tool', content: '2', tool_name: 'g', tool_call_id: 'x' },
    ]);
  });

  it('takes results in parts, images among them', () => {
    const result: InputItem = {
      type: 'function_call_output',
      call_id: 'a',
      output: [
        { type: 'input_text', text: 'A picture:' },
        { type: 'input_image', image_url: `data:image/png;base64,${PNG}` },
      ],
    };
    expect(messagesOf([call('a'), result])[1]).toEqual({
      role: 'tool',
      content: 'A picture:',
      images: [PNG],
      tool_name: 'f',
      tool_call_id: 'a',
    });
  });

  it('takes custom calls, and members of namespaces by the name that the model knows', () => {
    const input: InputItem[] = [
      { type: 'custom_tool_call', call_id: 'a', name: 'shell', input: 'ls -l' },
      { type: 'function_call', call_id: 'b', name: 'read', namespace: 'files', arguments: '' },
      { type: 'function_call', call_id: 'c', name: 'gone', namespace: 'old.tools', arguments: '{}' },
      { type: 'custom_tool_call_output', call_id: 'a', output: 'total 0' },
    ];
    expect(messagesOf(input)).toEqual([
      {
        role: 'assistant',
        content: '',
        tool_calls: [
          { id: 'a', function: { index: 0, name: 'shell', arguments: { input: 'ls -l' } } },
          { id: 'b', function: { index: 1, name: 'files__read', arguments: {} } },
          { id: 'c', function: { index: 2, name: 'old_tools__gone', arguments: {} } },
        ],
      },
      { role: 'tool', content: 'total 0', tool_name: 'shell', tool_call_id: 'a' },
    ]);
  });

  it('takes a thought from its encrypted form first, then from the content, then from the summary', () => {
    const summary = [{ type: 'summary_text', text: 'short' }] as const;
    const content = [{ type: 'reasoning_text', text: 'long' }] as const;
    const thinkingOf = (item: Omit<InputItem & { type: 'reasoning' }, 'type'>) =>
      messagesOf([{ type: 'reasoning', ...item }, assistant('So.')], ANGLES)[0]?.thinking;
    expect(thinkingOf({ summary, content, encrypted_content: '<secret>' })).toBe('secret');
    expect(thinkingOf({ summary, content, encrypted_content: null })).toBe('long');
    expect(thinkingOf({ summary, content: [] })).toBe('short');
    expect(thinkingOf({ summary: [] })).toBeUndefined();
  });

  it('keeps the calls of built-in tools in a history as far as they have a text', () => {
    const input: InputItem[] = [
      { type: 'web_search_call', action: { type: 'search', query: 'nest' } },
      {
        type: 'file_search_call',
        queries: ['bird'],
        results: [
          { filename: 'a.txt', text: 'A bird.' },
          { filename: 'b.txt', text: 'B bird.' },
        ],
      },
      { type: 'code_interpreter_call', code: 'print(1)', outputs: [{ type: 'logs', logs: '1' }, { type: 'image' }] },
      { type: 'mcp_call', name: 'lookup', arguments: '{"q":1}', output: 'found' },
      { type: 'local_shell_call', call_id: 's', action: { command: ['ls'] } },
      { type: 'image_generation_call' },
      { type: 'local_shell_call_output', id: 's', output: 'file' },
      { type: 'shell_call', call_id: 't', action: { commands: ['ls'] } },
      { type: 'shell_call_output', call_id: 't', output: [{ stdout: 'out', stderr: '' }, { stderr: 'err' }] },
      { type: 'apply_patch_call', call_id: 'p', operation: { type: 'delete_file', path: 'x' } },
      { type: 'apply_patch_call_output', call_id: 'p', status: 'completed' },
      { type: 'mcp_approval_request', id: 'r', name: 'lookup', arguments: '{}' },
      { type: 'mcp_approval_response', approval_request_id: 'r', approve: false, reason: 'No.' },
    ];
    const given = context();
    const messages = toOllamaMessages({ input }, given);
    expect(messages.filter(({ role }) => role === 'tool')).toEqual([
      { role: 'tool', content: 'a.txt\nA bird.\nb.txt\nB bird.', tool_name: 'file_search' },
      { role: 'tool', content: '1', tool_name: 'code_interpreter' },
      { role: 'tool', content: 'found', tool_name: 'lookup' },
      { role: 'tool', content: 'file', tool_name: 'local_shell', tool_call_id: 's' },
      { role: 'tool', content: 'out\nerr', tool_name: 'shell', tool_call_id: 't' },
      { role: 'tool', content: 'completed', tool_name: 'apply_patch', tool_call_id: 'p' },
      { role: 'tool', content: 'denied: No.', tool_name: 'lookup', tool_call_id: 'r' },
    ]);
    expect(messages.flatMap(({ tool_calls = [] }) => tool_calls).map(({ function: { name } }) => name)).toEqual([
      'web_search',
      'file_search',
      'code_interpreter',
      'lookup',
      'local_shell',
      'shell',
      'apply_patch',
      'lookup',
    ]);
    expect(given.skipped).toEqual(['input[5]']);
  });
});

describe('what is refused', () => {
  it.each<[string, InputItem[], string, string]>([
    ['a reference', [{ type: 'item_reference', id: 'msg_1' }], 'input[0]', 'unsupported_parameter'],
    ['a compaction', [user('x'), { type: 'compaction' }], 'input[1]', 'unsupported_parameter'],
    ['a result of no call', [user('x'), output('a', '1')], 'input[1].call_id', 'invalid_value'],
    ['arguments that are not JSON', [call('a', 'f', '{')], 'input[0].arguments', 'invalid_value'],
    ['arguments that are no object', [call('a', 'f', '[]')], 'input[0].arguments', 'invalid_value'],
    ['nothing to say', [{ type: 'additional_tools', tools: [] }], 'input', 'invalid_value'],
    [
      'an image by id',
      [{ type: 'message', role: 'user', content: [{ type: 'input_image', file_id: 'file_1' }] }],
      'input[0].content[0].file_id',
      'unsupported_parameter',
    ],
    [
      'an image that is nowhere',
      [{ type: 'message', role: 'user', content: [{ type: 'input_image' }] }],
      'input[0].content[0].image_url',
      'missing_required_parameter',
    ],
    [
      'an encrypted thought of somebody else',
      [{ type: 'reasoning', encrypted_content: '!' }],
      'input[0].encrypted_content',
      'invalid_encrypted_content',
    ],
  ])('%s', (_name, input, param, code) => {
    expect(errorOf(input, ANGLES)).toMatchObject({ param, code, type: 'invalid_request_error' });
  });

  it('any encrypted thought where there is no key', () => {
    expect(errorOf([{ type: 'reasoning', encrypted_content: '<secret>' }])).toEqual({
      message: "'input[0].encrypted_content' cannot be read: no key is configured here. Leave it out.",
      type: 'invalid_request_error',
      param: 'input[0].encrypted_content',
      code: 'invalid_encrypted_content',
    });
  });
});
