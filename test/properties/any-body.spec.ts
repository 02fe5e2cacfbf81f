import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { obedient } from '../support/obedient-ollama.js';
import { schemaViolations } from '../support/openai-schema/index.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_ANSWER_RETRIES: '0', GATEWAY_FETCH_IMAGES: 'false' });

const KEYS = [
  'role',
  'content',
  'type',
  'text',
  'image_url',
  'url',
  'tool_calls',
  'tool_call_id',
  'id',
  'function',
  'name',
  'arguments',
  'parameters',
  'properties',
  'required',
  'items',
  'anyOf',
  '$ref',
  'schema',
  'json_schema',
  'effort',
  'num_ctx',
];
const WORDS = ['user', 'assistant', 'tool', 'text', 'function', 'json_schema', 'json', 'object', 'required', '{}', '#'];
const FIELDS = [
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'functions',
  'function_call',
  'response_format',
  'format',
  'stop',
  'stream',
  'stream_options',
  'reasoning_effort',
  'temperature',
  'n',
  'seed',
  'logprobs',
  'logit_bias',
  'max_tokens',
  'options',
  'keep_alive',
  'think',
  'truncation',
  'metadata',
];
const FUNCTION = { name: 'f', parameters: { type: 'object', properties: { a: { type: 'string' } } } };
const FITTING: Record<string, unknown[]> = {
  tools: [[{ type: 'function', function: FUNCTION }]],
  tool_choice: ['required', 'auto', { type: 'function', function: { name: 'f' } }],
  functions: [[FUNCTION]],
  function_call: [{ name: 'f' }],
  response_format: [{ type: 'json_object' }, { type: 'json_schema', json_schema: { schema: {}, strict: true } }],
  stream: [true],
  stream_options: [{ include_usage: true }],
  n: [2],
  think: [true],
};
/** What a model may do to any request. */
const NOT_HELD = ['invalid_structured_output', 'invalid_tool_call', 'invalid_tool_arguments'];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, '', ...WORDS),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

const field = fc
  .constantFrom(...FIELDS)
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(value, fc.constantFrom(...(FITTING[name] ?? [null]), ...(FITTING[name] ?? [null]))),
    ),
  );

const body = fc.oneof(
  { weight: 1, arbitrary: value },
  {
    weight: 9,
    arbitrary: fc
      .record({
        messages: fc.oneof(value, fc.constant([{ role: 'user', content: 'x' }])),
        fields: fc.array(field, { maxLength: 5 }),
      })
      .map(({ messages, fields }) => ({ model: 'demo', messages, ...Object.fromEntries(fields) })),
  },
);

describe('any JSON as the body of a chat completion', () => {
  it('is answered, or refused as the client’s mistake', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (request) => {
        ollama.answers('POST /api/chat', obedient);
        const response = await gateway.post('/v1/chat/completions', JSON.stringify(request));
        const text = await response.text();
        if (response.status === 200) return;
        const answer = JSON.parse(text) as { error: { code: string | null } };
        expect(schemaViolations('ErrorResponse', answer)).toEqual([]);
        expect(response.status < 500 || NOT_HELD.includes(answer.error.code ?? '')).toBe(true);
      }),
      { numRuns: 600 },
    );
  });
});
