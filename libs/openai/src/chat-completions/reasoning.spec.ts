import type { OllamaFailure } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { type ChatFields, complete, delta, end, toldBy, translateChat } from '../../test/chat.js';

const thought = end({ content: 'Hi', thinking: 'Hm.' });

describe('what the model thinks', () => {
  it.each([
    ['reasoning' as const, { reasoning: 'Hm.' }],
    ['reasoning_content' as const, { reasoning_content: 'Hm.' }],
    ['both' as const, { reasoning: 'Hm.', reasoning_content: 'Hm.' }],
  ])('is named as configured: %s', (reasoningField, reasoning) => {
    expect(complete(thought, {}, { reasoningField }).choices[0]?.message).toEqual({
      role: 'assistant',
      content: 'Hi',
      ...reasoning,
      refusal: null,
    });
    const stream = translateChat({ stream: true }, { reasoningField });
    const chunks = [
      delta({ thinking: 'Hm.' }),
      delta({ thinking: 'Hm.' }),
      delta({ thinking: 'Hm.', content: 'Hi' }),
      end(),
    ];
    expect(toldBy(stream.toEvents(0, chunks))).toEqual([
      { role: 'assistant', content: '', ...reasoning },
      { content: '', ...reasoning },
      reasoning,
      { content: 'Hi' },
      'stop',
      '[DONE]',
    ]);
  });

  it('is counted where every token was a thought', () => {
    const cut = { done_reason: 'length' as const };
    const details = { completion_tokens_details: { reasoning_tokens: 2 } };
    const usageOf = (message: Parameters<typeof end>[0]) => complete(end(message, cut)).usage;
    expect(usageOf({ thinking: 'Hm' })).toMatchObject(details);
    expect(usageOf({ thinking: 'Hm', content: 'H' })).not.toHaveProperty('completion_tokens_details');
    expect(usageOf({})).not.toHaveProperty('completion_tokens_details');
    expect(complete(end({ thinking: 'Hm' })).usage).not.toHaveProperty('completion_tokens_details');
    const stream = translateChat({ stream: true, stream_options: { include_usage: true } });
    expect(stream.toEvents(0, [delta({ thinking: 'Hm' }), end({}, cut)])).toContain(
      '"completion_tokens_details":{"reasoning_tokens":2}',
    );
  });
});

describe('a model that does not think', () => {
  const failure: OllamaFailure = { kind: 'status', status: 400, message: '"demo" does not support thinking' };

  it.each<[ChatFields, string]>([
    [{ reasoning_effort: 'high' }, 'reasoning_effort'],
    [{ reasoning: { effort: 'low' }, reasoning_effort: 'high' }, 'reasoning'],
  ])('is asked without the effort, which is said: %j', (fields, ignored) => {
    const translation = translateChat({ ...fields, n: 2, seed: 1 });
    expect(translation.ignoredFields).toEqual([]);
    const { think: _, ...rest } = translation.nativeRequests[0] ?? { think: undefined };
    expect(translation.askInstead?.(failure)).toEqual([rest, { ...rest, options: { seed: 2 } }]);
    expect(translation.ignoredFields).toEqual([ignored]);
    expect(translation.askInstead?.(failure)).toBeUndefined();
  });

  it('is asked without the effort of the configuration, of which the client knows nothing', () => {
    const findProfile = (model: string) => ({ nativeModel: model, reasoningEffort: 'high' as const });
    const translation = translateChat({}, { findProfile, unsupportedReasoning: 'refuse' });
    expect(translation.askInstead?.(failure)?.[0]).not.toHaveProperty('think');
    expect(translation.ignoredFields).toEqual([]);
  });

  it.each<[ChatFields, string]>([
    [{ think: true }, 'think'],
    [{ think: 'high', reasoning_effort: 'high' }, 'think'],
  ])('is not asked to %j', (fields, param) => {
    expect(() => translateChat(fields).askInstead?.(failure)).toThrow(
      expect.objectContaining({
        status: 400,
        param,
        code: 'unsupported_parameter',
        message: `'${param}' is not supported: the model 'demo' does not think.`,
      }),
    );
  });

  it('may be refused the effort by configuration', () => {
    const translation = translateChat({ reasoning_effort: 'low' }, { unsupportedReasoning: 'refuse' });
    expect(() => translation.askInstead?.(failure)).toThrow(expect.objectContaining({ param: 'reasoning_effort' }));
  });

  it('is told from other failures', () => {
    const translation = translateChat({ reasoning_effort: 'low' });
    expect(translation.askInstead?.({ kind: 'status', status: 400, message: 'no' })).toBeUndefined();
    expect(translation.askInstead?.({ ...failure, status: 500 })).toBeUndefined();
    expect(translation.askInstead?.({ kind: 'incomplete' })).toBeUndefined();
    expect(translateChat({ reasoning_effort: 'none' }).askInstead?.(failure)).toBeUndefined();
  });

  it('may think, but know no degrees', () => {
    const older: OllamaFailure = {
      kind: 'status',
      status: 400,
      message: 'think value "low" is not supported for this model',
    };
    const translation = translateChat({ reasoning_effort: 'low' });
    expect(translation.askInstead?.(older)?.[0]?.think).toBe(true);
    expect(translation.ignoredFields).toEqual(['reasoning_effort']);
    expect(() => translateChat({ think: 'low' }).askInstead?.(older)).toThrow(
      "This value of 'think' is not supported: the model 'demo' knows no degrees of thinking here.",
    );
  });
});

describe('log probabilities that an older server has not', () => {
  it('are named as ignored', () => {
    const translation = translateChat({ logprobs: true });
    expect(translation.toBody([end({ content: 'Hi' })])).toMatchObject({ choices: [{ logprobs: null }] });
    expect(translation.ignoredFields).toEqual(['logprobs']);
    const stream = translateChat({ logprobs: true, stream: true });
    stream.toEvents(0, [delta({ content: 'Hi' })]);
    expect(stream.ignoredFields).toEqual(['logprobs']);
  });

  it('are not missed where they came, or were not asked for', () => {
    const logprobs = [{ token: 'Hi', logprob: -1 }];
    const translation = translateChat({ logprobs: true });
    translation.toBody([end({ content: 'Hi' }, { logprobs })]);
    expect(translation.ignoredFields).toEqual([]);
    const stream = translateChat({ logprobs: true, stream: true });
    stream.toEvents(0, [delta({ content: 'Hi' }, logprobs), delta({ content: '' }), end()]);
    expect(stream.ignoredFields).toEqual([]);
  });
});
