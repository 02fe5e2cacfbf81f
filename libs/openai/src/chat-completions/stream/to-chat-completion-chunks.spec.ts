import type { OllamaChatChunk } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { type ChatFields, type ChatTranslation, delta, end, translateChat } from '../../../test/chat.js';

function streamOf(fields: ChatFields = {}): ChatTranslation {
  return translateChat({ stream: true, ...fields });
}

const HEAD =
  'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":17,"model":"demo","system_fingerprint":"fp_ollama"';
const event = (inner: string, logprobs = 'null') =>
  `${HEAD},"choices":[{"index":0,"delta":${inner},"logprobs":${logprobs},"finish_reason":null}]}\n\n`;
const finish = (reason: string) =>
  `${HEAD},"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"${reason}"}]}\n\n`;
const DONE = 'data: [DONE]\n\n';
const error = (code: string, message: string) =>
  `data: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code } })}\n\n`;

const call = (id: string | undefined, args: Record<string, unknown> = {}) => ({
  ...(id !== undefined && { id }),
  function: { index: 0, name: 'f', arguments: args },
});
const told = (index: number, id: string, args = '{}') =>
  `{"index":${index},"id":"${id}","type":"function","function":{"name":"f","arguments":${JSON.stringify(args)}}}`;

/** Played in one read and in one read a chunk, which must be the same. */
function play(chunks: OllamaChatChunk[], fields: ChatFields = {}): string {
  const whole = streamOf(fields).toEvents(0, chunks);
  const stream = streamOf(fields);
  const apart = chunks.map((chunk) => stream.toEvents(0, [chunk])).join('');
  expect(apart).toBe(whole);
  return whole;
}

describe('ChatCompletionChunks', () => {
  it('tells the role once, each token, the reason alone, and the end', () => {
    expect(play([delta({ content: 'The "' }), delta({ content: ' 🦙\n' }), delta({ content: '\u2028' }), end()])).toBe(
      event('{"role":"assistant","content":"The \\""}') +
        event('{"content":" 🦙\\n"}') +
        event('{"content":"\u2028"}') +
        finish('stop') +
        DONE,
    );
  });

  it('tells the usage where it was asked for, and null before', () => {
    const text = play([delta({ content: 'a' }), delta({ content: 'b' }), end({}, { prompt_eval_cached_count: 3 })], {
      stream_options: { include_usage: true },
    });
    const withNull = (plain: string) => plain.replace('}\n\n', ',"usage":null}\n\n');
    expect(text).toBe(
      withNull(event('{"role":"assistant","content":"a"}')) +
        withNull(event('{"content":"b"}')) +
        withNull(finish('stop')) +
        `${HEAD},"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,"prompt_tokens_details":{"cached_tokens":3}}}\n\n` +
        DONE,
    );
  });

  it('tells reasoning apart from content, in one chunk too', () => {
    expect(
      play([
        delta({ thinking: 'I' }),
        delta({ thinking: ' "must' }),
        delta({ thinking: '.', content: '2' }),
        delta({ content: '+' }),
        end(),
      ]),
    ).toBe(
      event('{"role":"assistant","content":"","reasoning":"I"}') +
        event('{"content":"","reasoning":" \\"must"}') +
        event('{"reasoning":"."}') +
        event('{"content":"2"}') +
        event('{"content":"+"}') +
        finish('stop') +
        DONE,
    );
  });

  it('numbers calls over the stream, and gives ids where there are none', () => {
    const chunks = [
      delta({ tool_calls: [call('a', { x: 1 }), call(undefined)] }),
      delta({ tool_calls: [call('')] }),
      end(),
    ];
    expect(play(chunks)).toBe(
      event(`{"role":"assistant","content":null,"tool_calls":[${told(0, 'a', '{"x":1}')},${told(1, 'call_0')}]}`) +
        event(`{"tool_calls":[${told(2, 'call_1')}]}`) +
        finish('tool_calls') +
        DONE,
    );
  });

  it('keeps text beside a call, and says when calls were cut off', () => {
    const chunks = [delta({ content: 'Let me see.', tool_calls: [call('a')] }), end({}, { done_reason: 'length' })];
    expect(play(chunks)).toBe(
      event(`{"role":"assistant","content":"Let me see.","tool_calls":[${told(0, 'a')}]}`) + finish('length') + DONE,
    );
  });

  it('takes content of the last chunk, and an answer without any', () => {
    const message = { content: 'x' };
    expect(play([delta({ content: 'a' }), end(message)])).toBe(
      event('{"role":"assistant","content":"a"}') + event('{"content":"x"}') + finish('stop') + DONE,
    );
    expect(play([end(message)])).toBe(event('{"role":"assistant","content":"x"}') + finish('stop') + DONE);
    expect(play([end()])).toBe(event('{"role":"assistant","content":""}') + finish('stop') + DONE);
    expect(play([delta({}), delta({}), end()])).toBe(
      event('{"role":"assistant","content":""}') + finish('stop') + DONE,
    );
  });

  it('puts log probabilities on content only', () => {
    const logprob = { token: 'a', logprob: -0.5, bytes: [97] };
    const json = '{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}],"refusal":null}';
    expect(
      play([
        delta({ thinking: 't' }, [logprob]),
        delta({ thinking: 'u', content: 'a' }, [logprob]),
        delta({ content: 'a' }, [logprob]),
        delta({ content: '' }, [logprob]),
        end(),
      ]),
    ).toBe(
      event('{"role":"assistant","content":"","reasoning":"t"}') +
        event('{"reasoning":"u"}') +
        event('{"content":"a"}', json) +
        event('{"content":"a"}', json) +
        event('{"content":""}', json) +
        finish('stop') +
        DONE,
    );
  });

  it('is not confused by the name of the model', () => {
    const model = '","content":"\u0000"\u0000';
    const chunks = streamOf({ model }).toEvents(0, [
      delta({ content: 'a' }),
      delta({ content: 'b' }),
      delta({ thinking: 'c' }),
    ]);
    const datas = chunks
      .trimEnd()
      .split('\n\n')
      .map((text) => JSON.parse(text.slice(6)) as { model: string; choices: { delta: object }[] });
    expect(datas.map((data) => [data.model, data.choices[0]?.delta])).toEqual([
      [model, { role: 'assistant', content: 'a' }],
      [model, { content: 'b' }],
      [model, { content: '', reasoning: 'c' }],
    ]);
  });

  it('knows the counts after the end', () => {
    const stream = streamOf();
    expect(stream.toEvents(0, [])).toBe('');
    stream.toEvents(0, [delta({ content: 'a' })]);
    expect([stream.counts(), stream.failure]).toEqual([{}, undefined]);
    stream.toEvents(0, [end()]);
    expect([stream.counts(), stream.failure]).toEqual([{ promptTokens: 9, completionTokens: 2 }, undefined]);
  });

  it('ends with an error what is no whole answer', () => {
    const { done_reason: _, ...noReason } = end();
    const begun = event('{"role":"assistant","content":"a"}');
    expect(play([delta({ content: 'a' }), noReason])).toBe(
      begun + error('incomplete_answer', 'Ollama ended its answer without a reason: it may not be complete.'),
    );
    expect(play([delta({ content: 'a' }), end({}, { done_reason: 'load' })])).toBe(
      begun + error('incomplete_answer', 'Ollama did not answer: it has loaded the model.'),
    );
  });

  it('ends with an error, after the deltas, an answer that is not what a strict schema asks for', () => {
    const schema = { type: 'object', required: ['n'] };
    const strict = { response_format: { type: 'json_schema' as const, json_schema: { schema, strict: true } } };
    const parts = (...contents: string[]) => contents.map((content) => delta({ content }));
    expect(play([...parts('{"n', '":1}'), end()], strict)).toContain(finish('stop') + DONE);
    expect(play([...parts('{"m', '":1'), end({}, { done_reason: 'length' })], strict)).toContain(
      finish('length') + DONE,
    );
    expect(play([...parts('{"m', '":1}'), end()], strict)).toBe(
      event('{"role":"assistant","content":"{\\"m"}') +
        event('{"content":"\\":1}"}') +
        error(
          'invalid_structured_output',
          "The model's answer does not match the JSON schema: it must have required property 'n'.",
        ),
    );
    const stream = streamOf(strict);
    stream.toEvents(0, [...parts('{}'), end()]);
    expect(stream.failure).toMatchObject({ status: 502, code: 'invalid_structured_output' });
    expect(stream.askAgain?.(0, [])).toBeUndefined();
    expect(stream.counts()).toEqual({ promptTokens: 9, completionTokens: 2 });
  });
});
