import type { OllamaGenerateChunk, OllamaGenerateDelta, OllamaGenerateEnd, OllamaLogprob } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { SETTINGS as DEFAULTS } from '../../test/chat.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { translateCompletion } from './translate-completion.js';

const SETTINGS: TranslationSettings = { ...DEFAULTS, reasoningField: 'both' };
const NATIVE = { model: 'demo:latest', created_at: '2026-08-21T18:48:22Z' };

function streamOf(fields: object = {}) {
  const body = { model: 'demo', prompt: 'Once', stream: true, ...fields };
  return translateCompletion(body, { id: 'cmpl-1', created: 17 }, SETTINGS);
}

const delta = (response: string, fields: Partial<OllamaGenerateDelta> = {}): OllamaGenerateDelta => ({
  ...NATIVE,
  response,
  done: false,
  ...fields,
});
const end = (fields: Partial<OllamaGenerateEnd> = {}): OllamaGenerateEnd => ({
  ...NATIVE,
  response: '',
  done: true,
  done_reason: 'stop',
  prompt_eval_count: 5,
  eval_count: 3,
  ...fields,
});
const logprob = (token: string, value: number): OllamaLogprob => ({
  token,
  logprob: value,
  bytes: [...Buffer.from(token)],
});

const HEAD =
  'data: {"id":"cmpl-1","object":"text_completion","created":17,"model":"demo","system_fingerprint":"fp_ollama"';
const event = (text: string, { index = 0, logprobs = 'null', reason = 'null', more = '' } = {}) =>
  `${HEAD},"choices":[{"text":${JSON.stringify(text)},"index":${index},"logprobs":${logprobs},"finish_reason":${reason}${more}}]}\n\n`;
const finish = (reason: string, index = 0) => event('', { index, reason: `"${reason}"` });
const DONE = 'data: [DONE]\n\n';

/** Played in one read and in one read a chunk, which must be the same. */
function play(chunks: OllamaGenerateChunk[], fields: object = {}): string {
  const whole = streamOf(fields).toEvents(0, chunks);
  const stream = streamOf(fields);
  const apart = chunks.map((chunk) => stream.toEvents(0, [chunk])).join('');
  expect(apart).toBe(whole);
  return whole;
}

describe('a streamed completion', () => {
  it('tells each token, the reason alone, and the end', () => {
    expect(play([delta(' upon "'), delta(' 🦙\n'), delta('\u2028'), end()])).toBe(
      event(' upon "') + event(' 🦙\n') + event('\u2028') + finish('stop') + DONE,
    );
  });

  it('tells the usage where it was asked for, and null before', () => {
    const text = play([delta('a'), end({ done_reason: 'length', prompt_eval_cached_count: 2 })], {
      stream_options: { include_usage: true },
    });
    const withNull = (plain: string) => plain.replace('}\n\n', ',"usage":null}\n\n');
    expect(text).toBe(
      withNull(event('a')) +
        withNull(finish('length')) +
        `${HEAD},"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"prompt_tokens_details":{"cached_tokens":2}}}\n\n` +
        DONE,
    );
  });

  it('says nothing of chunks that say nothing, and takes text of the last chunk', () => {
    expect(play([delta(''), delta(''), end({ response: 'x' })])).toBe(event('x') + finish('stop') + DONE);
    expect(play([end()])).toBe(finish('stop') + DONE);
  });

  it('begins with the prompt where it is to be echoed', () => {
    expect(play([delta(''), delta(' upon'), end()], { echo: true })).toBe(
      event('Once') + event(' upon') + finish('stop') + DONE,
    );
  });

  it('tells what the model thinks beside the text', () => {
    const thought = (text: string) => `,"reasoning":"${text}","reasoning_content":"${text}"`;
    expect(play([delta('', { thinking: 'Hm' }), delta(' upon', { thinking: '.' }), delta(' a'), end()])).toBe(
      event('', { more: thought('Hm') }) + event(' upon', { more: thought('.') }) + event(' a') + finish('stop') + DONE,
    );
  });

  it('tells log probabilities of the text in the older form', () => {
    const told = (token: string, value: number, offset: number) =>
      `{"tokens":["${token}"],"token_logprobs":[${value}],"top_logprobs":[{"${token}":${value}}],"text_offset":[${offset}]}`;
    expect(
      play(
        [
          delta('', { thinking: 'Hm.', logprobs: [logprob('Hm.', -1)] }),
          delta(' upon', { logprobs: [logprob(' upon', -0.5)] }),
          delta('', { logprobs: [logprob('<x>', -1)] }),
          delta(' a', { logprobs: [logprob(' a', -0.25)] }),
          end(),
        ],
        { logprobs: 0 },
      ),
    ).toBe(
      event('', { more: ',"reasoning":"Hm.","reasoning_content":"Hm."' }) +
        event(' upon', { logprobs: told(' upon', -0.5, 4) }) +
        event('', { logprobs: told('<x>', -1, 9) }) +
        event(' a', { logprobs: told(' a', -0.25, 12) }) +
        finish('stop') +
        DONE,
    );
  });

  it('says in a header that log probabilities were asked for and do not come', () => {
    const stream = streamOf({ logprobs: 0 });
    expect(stream.ignoredFields).toEqual([]);
    expect(stream.toEvents(0, [delta(' upon')])).toBe(event(' upon'));
    expect(stream.ignoredFields).toEqual(['logprobs']);
  });

  it('tells all choices as they come, and the usage and the end once after all', () => {
    const stream = streamOf({ prompt: ['a', 'b'], n: 2, echo: true, stream_options: { include_usage: true } });
    const withNull = (plain: string) => plain.replace('}\n\n', ',"usage":null}\n\n');
    const at = (index: number, text: string) => withNull(event(text, { index }));
    expect(stream.toEvents(3, [delta('3')])).toBe(at(3, 'b') + at(3, '3'));
    expect(stream.toEvents(0, [delta('0'), end()])).toBe(at(0, 'a') + at(0, '0') + withNull(finish('stop', 0)));
    expect(stream.toEvents(2, [end({ prompt_eval_count: 7 })])).toBe(at(2, 'b') + withNull(finish('stop', 2)));
    expect(stream.toEvents(3, [end({ prompt_eval_count: 7 })])).toBe(withNull(finish('stop', 3)));
    expect(stream.counts()).toEqual({ promptTokens: undefined, completionTokens: undefined });
    expect(stream.toEvents(1, [end()])).toBe(
      at(1, 'a') +
        withNull(finish('stop', 1)) +
        `${HEAD},"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":12,"total_tokens":24}}\n\n` +
        DONE,
    );
    expect(stream.counts()).toEqual({ promptTokens: 12, completionTokens: 12 });
  });

  it('ends with an error what is no whole answer, and says nothing more', () => {
    const error = `data: ${JSON.stringify({
      error: {
        message: 'Ollama ended its answer without a reason: it may not be complete.',
        type: 'server_error',
        param: null,
        code: 'incomplete_answer',
      },
    })}\n\n`;
    expect(play([delta(' upon'), end({ done_reason: undefined })])).toBe(event(' upon') + error);
    const stream = streamOf({ n: 2 });
    expect(stream.toEvents(0, [end()])).toBe(finish('stop'));
    expect(stream.toEvents(1, [end({ done_reason: undefined })])).toBe(error);
    expect(stream.failure).toMatchObject({ status: 502, code: 'incomplete_answer' });
    expect(stream.toEvents(1, [delta('x')])).toBe('');
  });

  it('is not confused by the name of the model', () => {
    const model = '","text":"\u0000"\u0000';
    const events = streamOf({ model }).toEvents(0, [delta('a'), delta('b'), end()]);
    const datas = events
      .trimEnd()
      .split('\n\n')
      .slice(0, -1)
      .map((text) => JSON.parse(text.slice('data: '.length)) as { model: string; choices: { text: string }[] });
    expect(datas.map((data) => [data.model, data.choices[0]?.text])).toEqual([
      [model, 'a'],
      [model, 'b'],
      [model, ''],
    ]);
  });
});
