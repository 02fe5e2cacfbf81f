import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { end } from '../../test/chat.js';
import { translate } from '../../test/responses.js';
import { OpenAiError } from '../errors/openai-error.js';

const KEYS = [
  'type',
  'role',
  'content',
  'text',
  'id',
  'call_id',
  'name',
  'namespace',
  'arguments',
  'output',
  'input',
  'summary',
  'encrypted_content',
  'image_url',
  'file_data',
  'tools',
  'format',
  'schema',
  'strict',
  'parameters',
  'action',
  'operation',
  'results',
  'outputs',
  'mode',
  'effort',
  '__proto__',
  'constructor',
];
const WORDS = [
  'message',
  'user',
  'assistant',
  'reasoning',
  'function_call',
  'function_call_output',
  'custom_tool_call',
  'additional_tools',
  'file_search_call',
  'mcp_call',
  'shell_call',
  'shell_call_output',
  'local_shell_call_output',
  'item_reference',
  'input_text',
  'output_text',
  'input_image',
  'input_file',
  'function',
  'custom',
  'namespace',
  'web_search',
  'allowed_tools',
  'json_schema',
  'data:,',
  '{}',
  'required',
];
const FIELDS = [
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'text',
  'reasoning',
  'include',
  'stream',
  'stream_options',
  'temperature',
  'top_logprobs',
  'metadata',
  'options',
  'think',
  'truncation',
  'previous_response_id',
  '__proto__',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, '', ...WORDS),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));
/** Items that are nearly right get further. */
const item = fc.record(
  {
    type: fc.constantFrom(...WORDS),
    role: fc.constantFrom('user', 'assistant', 'developer'),
    content: value,
    call_id: fc.constantFrom('a', 'b'),
    name: fc.constant('f'),
    arguments: fc.constantFrom('{}', '{', '[]', ''),
    input: fc.constant('x'),
    output: fc.oneof(fc.constant('x'), value),
    tools: value,
  },
  { requiredKeys: ['type'] },
);

function verdict(body: object): string {
  try {
    const translation = translate(body);
    translation.toBody([end({ content: 'x' })]);
    return translation.nativeRequests.length === 1 ? 'accepted' : 'nothing is asked';
  } catch (error) {
    if (error instanceof OpenAiError) return String(error.status);
    throw error;
  }
}

describe('any JSON as a request for a response', () => {
  it('is accepted or refused with 400', () => {
    const fields = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 4, noNullPrototype: true });
    const input = fc.option(fc.array(item, { maxLength: 4 }), { nil: undefined });
    fc.assert(
      fc.property(fields, input, (some, items) => {
        const body = JSON.parse(JSON.stringify({ ...some, ...(items && { input: items }) })) as object;
        // The answer to it may not be what it asks for.
        expect(verdict(body)).toMatch(/^(accepted|400|502)$/);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('many of one kind', () => {
  const MANY = 40_000;
  const many = (make: (place: number) => object) => Array.from({ length: MANY }, (_, place) => make(place));
  const call = { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' };
  const functions = many((place) => ({ type: 'function', name: `f${place}` }));
  const alike = many((place) => ({ type: 'function', name: `${place}${'x'.repeat(64)}` }));
  const members = [{ type: 'namespace', name: 'n', tools: functions }];

  // Work that grew with the square of their number would go on for minutes, far beyond the limit of a test.
  it.each([
    ['texts of one turn', { input: many(() => ({ role: 'assistant', content: 'a' })) }],
    [
      'calls of one id',
      { input: [...many(() => call), ...many(() => ({ ...call, type: `${call.type}_output`, output: '' }))] },
    ],
    ['members whose names end alike', { tools: [{ type: 'namespace', name: 'n', tools: alike }] }],
    ['chosen tools', { tools: functions, tool_choice: { type: 'allowed_tools', mode: 'auto', tools: functions } }],
    [
      'choices of one namespace',
      {
        tools: members,
        tool_choice: { type: 'allowed_tools', mode: 'auto', tools: many(() => ({ type: 'namespace', name: 'n' })) },
      },
    ],
  ])('is understood at once: %s', (_name, fields) => {
    expect(verdict(fields)).toBe('accepted');
  });
});
