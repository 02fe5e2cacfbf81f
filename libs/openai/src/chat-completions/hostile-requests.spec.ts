import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../test/chat.js';
import { OpenAiError } from '../errors/openai-error.js';
import { translateChatCompletion } from './translate-chat-completion.js';

const STAMP = { id: 'chatcmpl-1', created: 17, newToolCallId: () => 'call_0' };
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
  'strict',
  'schema',
  'json_schema',
  'effort',
  '__proto__',
  'constructor',
  'properties',
  '$ref',
  'required',
  'allowed_tools',
  'mode',
  'tools',
  '$defs',
  'items',
  'pattern',
  'anyOf',
  'num_ctx',
];
const WORDS = [
  'user',
  'assistant',
  'tool',
  'text',
  'image_url',
  'function',
  'json_schema',
  'data:,',
  '{}',
  'object',
  '#',
  '#/$defs/name',
  'required',
  'allowed_tools',
  'auto',
  '^(a+)+$',
];
const FIELDS = [
  'messages',
  'tools',
  'tool_choice',
  'response_format',
  'stop',
  'stream',
  'stream_options',
  'reasoning',
  'reasoning_effort',
  'temperature',
  'n',
  'logit_bias',
  'metadata',
  'modalities',
  'functions',
  'function_call',
  'max_tokens',
  'parallel_tool_calls',
  'seed',
  'options',
  'keep_alive',
  'think',
  'format',
  'truncation',
  'truncate',
  'shift',
  '__proto__',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, 1e300, '', ...WORDS),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

function verdict(body: unknown): string {
  try {
    const { nativeRequests } = translateChatCompletion(body, STAMP, SETTINGS);
    return nativeRequests.length > 0 ? 'accepted' : 'nothing is asked';
  } catch (error) {
    if (error instanceof OpenAiError) return String(error.status);
    throw error;
  }
}

describe('any JSON as a request', () => {
  it('is accepted or refused with 400', () => {
    const messages = [{ role: 'user', content: 'x' }];
    const body = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 4, noNullPrototype: true });
    fc.assert(
      fc.property(body, fc.boolean(), (fields, wellBegun) => {
        const text = JSON.stringify({ model: 'demo', ...(wellBegun && { messages }), ...fields });
        expect(verdict(JSON.parse(text))).toMatch(/^(accepted|400)$/);
      }),
      { numRuns: 3000 },
    );
  });
});
