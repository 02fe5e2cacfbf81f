import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../support/gateway.js';

const gateway = await Gateway.start({ GATEWAY_UPSTREAM: 'engine' });
afterAll(() => gateway.close());
const { completions } = gateway.client().chat;

const FRANCE = {
  model: 'demo',
  messages: [{ role: 'user' as const, content: 'What is the capital of France?' }],
  temperature: 0,
  reasoning_effort: 'none' as const,
};
const LONG = { ...FRANCE, messages: [{ role: 'user' as const, content: 'word '.repeat(300) }] };

describe('the embedded engine', () => {
  it('takes biases of tokens', async () => {
    const { choices } = await completions.create({ ...FRANCE, logit_bias: { 300: 100 }, max_completion_tokens: 3 });
    expect(choices[0]?.message.content).toMatch(/^(?<token>.+)\k<token>\k<token>$/);
  });

  it('generates several choices side by side, and streams them', async () => {
    const { choices, usage } = await completions.create({ ...FRANCE, n: 3 });
    const one = await completions.create(FRANCE);
    expect(choices.map(({ message }) => message.content)).toEqual(Array(3).fill('The capital of France is Paris.'));
    expect(usage?.prompt_tokens).toBe(one.usage?.prompt_tokens);
    expect(usage?.completion_tokens).toBe(3 * (one.usage?.completion_tokens ?? 0));
    const streamed = await completions.stream({ ...FRANCE, n: 2 }).finalChatCompletion();
    expect(streamed.choices.map(({ message }) => message.content)).toEqual(
      Array(2).fill('The capital of France is Paris.'),
    );
  });

  it('refuses a prompt that is longer than the context, with both lengths', async () => {
    const asked = completions.create({ ...LONG, ...({ options: { num_ctx: 128 } } as object) });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      code: 'context_length_exceeded',
      message: expect.stringMatching(
        /^400 This model's maximum context length is 128 tokens, but the prompt has 3\d\d tokens\.$/,
      ),
    });
  });

  it('cuts such a prompt where that is asked for', async () => {
    const extra = { options: { num_ctx: 128 }, truncation: 'auto', max_tokens: 1 };
    const { choices } = await completions.create({ ...LONG, ...extra });
    expect(choices).toHaveLength(1);
  });

  it('ends an answer at the end of the context, and says so', async () => {
    const messages = [{ role: 'user' as const, content: 'Count to 10.' }];
    const { choices } = await completions.create({ ...FRANCE, messages, ...({ options: { num_ctx: 32 } } as object) });
    expect(choices[0]?.finish_reason).toBe('length');
  });

  it('counts what it thought where it came no further', async () => {
    const { reasoning_effort: _, ...request } = FRANCE;
    const { choices, usage } = await completions.create({ ...request, max_completion_tokens: 3 });
    expect(choices[0]).toMatchObject({ message: { content: '' }, finish_reason: 'length' });
    expect(usage?.completion_tokens_details).toEqual({ reasoning_tokens: 3 });
  });

  it('refuses a schema that it can make no grammar of, and names the field', async () => {
    const schema = { type: 'object', properties: { a: { type: 'integer', minimum: 3, maximum: 2 } }, required: ['a'] };
    const asked = completions.create({
      ...FRANCE,
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
    });
    await expect(asked).rejects.toMatchObject({ status: 400, param: 'response_format.json_schema.schema' });
  });
});
