import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SETTINGS } from '../../test/chat.js';
import { translateCompletion } from '../completions/translate-completion.js';
import { translateEmbedding } from '../embeddings/translate-embedding.js';
import { OpenAiError } from '../errors/openai-error.js';

const FIELDS = [
  'prompt',
  'input',
  'suffix',
  'stream',
  'stream_options',
  'max_tokens',
  'n',
  'best_of',
  'echo',
  'logprobs',
  'stop',
  'seed',
  'temperature',
  'logit_bias',
  'raw',
  'think',
  'options',
  'keep_alive',
  'truncation',
  'truncate',
  'encoding_format',
  'dimensions',
  '__proto__',
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, 1, 3, -1, 1.5, 1e300, '', 'Once', 'base64', '5m', 'auto'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('include_usage', 'num_ctx', '5', '__proto__', 'constructor'), tie('value'), {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  ),
}));

function verdict(translate: () => { nativeRequests: readonly object[] }): string {
  try {
    return translate().nativeRequests.length > 0 ? 'accepted' : 'nothing is asked';
  } catch (error) {
    if (error instanceof OpenAiError) return String(error.status);
    throw error;
  }
}

describe('any JSON as a request', () => {
  const body = fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 4, noNullPrototype: true });

  it('is accepted or refused with 400', () => {
    fc.assert(
      fc.property(body, fc.boolean(), (fields, wellBegun) => {
        const begun = wellBegun && { prompt: 'Once', input: 'Once' };
        const request: unknown = JSON.parse(JSON.stringify({ model: 'demo', ...begun, ...fields }));
        const verdicts = [
          verdict(() => translateCompletion(request, { id: 'cmpl-1', created: 17 }, SETTINGS)),
          verdict(() => translateEmbedding(request, SETTINGS)),
        ];
        for (const each of verdicts) expect(each).toMatch(/^(accepted|400)$/);
      }),
      { numRuns: 3000 },
    );
  });
});
