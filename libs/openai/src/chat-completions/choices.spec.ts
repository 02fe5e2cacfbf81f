import { describe, expect, it } from 'vitest';
import { type ChatFields, complete, dataOf, delta, end, toldBy, translateChat } from '../../test/chat.js';

const usage = { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 };

describe('several choices', () => {
  it('are native requests of their own, with seeds of their own', () => {
    const seeds = (fields: ChatFields) =>
      translateChat({ n: 3, ...fields }).nativeRequests.map(({ options }) => options?.seed);
    expect(seeds({ seed: 5 })).toEqual([5, 6, 7]);
    expect(seeds({ options: { seed: 0 } })).toEqual([0, 1, 2]);
    expect(seeds({})).toEqual([undefined, undefined, undefined]);
    const [first, second] = translateChat({ n: 2, temperature: 1 }).nativeRequests;
    expect(second).toEqual(first);
  });

  it('are answered in their order, and the prompt is counted once', () => {
    const answers = [end({ content: 'a' }), end({ content: 'b' }, { eval_count: 5, prompt_eval_count: 1 })];
    expect(complete(answers, { n: 2 })).toMatchObject({
      choices: [
        { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
        { index: 1, message: { content: 'b' }, finish_reason: 'stop' },
      ],
      usage,
    });
    expect(complete(answers, { n: 2 }).usage).toEqual(usage);
  });

  it('fail together', () => {
    const answers = [end({ content: 'a' }), end({ content: 'b' }, { done_reason: 'load' })];
    expect(() => complete(answers, { n: 2 })).toThrow(expect.objectContaining({ code: 'incomplete_answer' }));
    expect(() => complete([end({ content: 'a' })], { n: 2 })).toThrow('Ollama did not answer.');
  });

  it('are told side by side, each with its role and its end, and one usage', () => {
    const stream = translateChat({ stream: true, n: 2, stream_options: { include_usage: true } });
    const text =
      stream.toEvents(1, [delta({ content: 'b' })]) +
      stream.toEvents(0, [delta({ content: 'a' }), delta({ content: 'A' })]) +
      stream.toEvents(1, [end({}, { done_reason: 'length', eval_count: 5 })]) +
      stream.toEvents(0, [end()]);
    const chunk = (index: number, delta: object, finish_reason: string | null = null) => ({
      id: 'chatcmpl-1',
      object: 'chat.completion.chunk',
      created: 17,
      model: 'demo',
      system_fingerprint: 'fp_ollama',
      choices: [{ index, delta, logprobs: null, finish_reason }],
      usage: null,
    });
    expect(dataOf(text)).toEqual([
      chunk(1, { role: 'assistant', content: 'b' }),
      chunk(0, { role: 'assistant', content: 'a' }),
      chunk(0, { content: 'A' }),
      chunk(1, {}, 'length'),
      chunk(0, {}, 'stop'),
      { ...chunk(0, {}), choices: [], usage },
      '[DONE]',
    ]);
    expect(stream.counts()).toEqual({ promptTokens: 9, completionTokens: 7 });
  });

  it('end with the failure of one', () => {
    const stream = translateChat({ stream: true, n: 2 });
    stream.toEvents(0, [delta({ content: 'a' })]);
    expect(toldBy(stream.toEvents(1, [delta({ content: 'b' }), end({}, { done_reason: 'load' })]))).toEqual([
      { role: 'assistant', content: 'b' },
      'incomplete_answer',
    ]);
    expect(stream.failure).toMatchObject({ status: 502 });
    expect(stream.toEvents(0, [end()])).toBe('');
  });

  it('are asked for again one by one', () => {
    const translation = translateChat({ n: 2, seed: 1, response_format: { type: 'json_object' } });
    expect(translation.askAgain?.(0, [end({ content: '{}' })])).toBeUndefined();
    expect(translation.askAgain?.(1, [end({ content: 'x' })])?.options?.seed).toBe(4);
  });
});
