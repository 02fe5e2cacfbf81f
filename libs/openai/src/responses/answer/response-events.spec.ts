import type { OllamaChatChunk } from '@app/ollama';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { lastResponse, type ReadEvent, readEvents, respond, stream, translate } from '../../../test/responses.js';
import { OpenAiError } from '../../errors/openai-error.js';
import type { OutputItem } from '../items/items.js';
import type { ResponseBody } from '../response.js';

const CALL = { id: 'call_paris', function: { name: 'get_weather', arguments: { city: 'Paris' } } };
const TIME = { function: { name: 'get_time', arguments: {} } };
const SHELL = { type: 'custom', name: 'shell' };

function without(body: ResponseBody): Omit<ResponseBody, 'completed_at'> {
  const { completed_at: _, ...rest } = body;
  return rest;
}

/**
 * Builds the output from the events alone, as clients do.
 * @throws Error for an item out of order, and for a whole text that is not what its pieces were
 */
function accumulate(events: readonly ReadEvent[]): OutputItem[] {
  const items: OutputItem[] = [];
  const texts = new Map<string, string>();
  for (const event of events) {
    const index = event['output_index'] as number;
    const isAdded = event.type === 'response.output_item.added';
    if (isAdded && index !== items.length) throw new Error(`Item ${index} comes after ${items.length} others`);
    if (isAdded || event.type === 'response.output_item.done') items[index] = event['item'] as OutputItem;
    const key = `${event['item_id'] as string} ${event.type.replace(/\.(delta|done)$/, '')}`;
    if (event.type.endsWith('.delta')) texts.set(key, (texts.get(key) ?? '') + (event['delta'] as string));
    const whole = event['text'] ?? event['arguments'] ?? event['input'] ?? '';
    if (event.type.endsWith('.done') && whole !== (texts.get(key) ?? '')) throw new Error(`${key} is not its pieces`);
  }
  return items;
}

const chunk: fc.Arbitrary<OllamaChatChunk> = fc.oneof(
  { weight: 4, arbitrary: fc.string().map((content) => delta({ content })) },
  { weight: 2, arbitrary: fc.string().map((thinking) => delta({ content: '', thinking })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom([CALL], [TIME], [CALL, TIME]).map((calls) => delta({ tool_calls: [...calls] })),
  },
  fc.record({ content: fc.string(), thinking: fc.string() }).map((message) => delta(message)),
);

describe('the events of a response', () => {
  it('hold what its last one says, in any order of thoughts, texts and calls', () => {
    const reason = fc.constantFrom('stop' as const, 'length' as const);
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), reason, (chunks, done_reason) => {
        const events = stream([...chunks, end({}, { done_reason })], { tools: [SHELL] });
        expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, index) => index));
        expect(accumulate(events)).toEqual(lastResponse(events).output);
        const ids = lastResponse(events).output.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('are the same however the chunks come', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 8 }), (chunks) => {
        const all = [...chunks, end()];
        const translation = translate({ stream: true });
        const text = all.map((each) => translation.toEvents(0, [each])).join('');
        expect(readEvents(text)).toEqual(stream(all));
      }),
    );
  });

  it('end in the response that is told when nothing is streamed', () => {
    const answer = end(
      { thinking: 'I see.', content: 'So it is.', tool_calls: [CALL] },
      { prompt_eval_cached_count: 3 },
    );
    const events = stream([answer]);
    expect(without(lastResponse(events))).toEqual(without(respond(answer)));
    expect(lastResponse(events).completed_at).toBe(18);
  });

  it('tell an answer of nothing as an empty message', () => {
    expect(stream([end()]).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    expect(stream([end({}, { done_reason: 'length' })]).map(({ type }) => type)).toEqual([
      'response.created',
      'response.in_progress',
      'response.incomplete',
    ]);
  });
});

describe('what cannot be passed off as an answer', () => {
  it('ends with an error and a failed response, after which nothing is told', () => {
    const translation = translate({ stream: true });
    const text = translation.toEvents(0, [delta({ content: 'Hel' }), end({}, { done_reason: undefined })]);
    const [error, failed] = readEvents(text).slice(-2);
    expect(error).toEqual({
      type: 'error',
      sequence_number: 5,
      code: 'incomplete_answer',
      message: 'Ollama ended its answer without a reason: it may not be complete.',
      param: null,
    });
    expect(failed).toMatchObject({
      type: 'response.failed',
      response: {
        status: 'failed',
        completed_at: null,
        output: [{ type: 'message', status: 'incomplete', content: [{ text: 'Hel' }] }],
        error: {
          code: 'server_error',
          message: 'Ollama ended its answer without a reason: it may not be complete.',
        },
      },
    });
    expect(translation.failure?.code).toBe('incomplete_answer');
  });

  it('is an error where nothing is streamed', () => {
    expect(() => respond(end({ content: 'Hel' }, { done_reason: 'load' }))).toThrow(OpenAiError);
    expect(() => respond(delta({ content: 'Hel' }))).toThrow(OpenAiError);
    expect(() => translate().toBody([])).toThrow(OpenAiError);
  });

  it('has codes of the API in a failed response', () => {
    const codeOf = (error: OpenAiError) => {
      const events = readEvents(translate({ stream: true }).toErrorEvents?.(error) ?? '');
      return [events.at(-2)?.['code'], lastResponse(events).error?.code];
    };
    const fields = { type: 'api_error', message: 'No.' } as const;
    expect(codeOf(new OpenAiError({ status: 502, code: 'upstream_error', ...fields }))).toEqual([
      'upstream_error',
      'server_error',
    ]);
    expect(codeOf(new OpenAiError({ status: 429, ...fields }))).toEqual(['api_error', 'rate_limit_exceeded']);
    expect(codeOf(new OpenAiError({ status: 400, ...fields }))).toEqual(['api_error', 'invalid_prompt']);
  });
});
