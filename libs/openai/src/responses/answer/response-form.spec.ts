import { describe, expect, it } from 'vitest';
import { delta, end } from '../../../test/chat.js';
import { lastResponse, readEvents, respond, stream, translate } from '../../../test/responses.js';

const SHELL = { type: 'custom', name: 'shell' };

describe('the form of a response’s text', () => {
  const format = {
    type: 'json_schema',
    name: 'n',
    strict: true,
    schema: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false },
  };
  const text = { format };

  it('constrains the generation, and is held to', () => {
    expect(translate({ text }).nativeRequests[0]?.format).toEqual(format.schema);
    expect(translate({ text: { format: { type: 'json_object' } } }).nativeRequests[0]?.format).toBe('json');
    expect(respond(end({ content: '{"n":1}' }), { text }).status).toBe('completed');
    expect(() => respond(end({ content: '{"n":"x"}' }), { text })).toThrow('does not match the JSON schema');
    const failed = stream([delta({ content: '{"n":"x"}' }), end()], { text });
    expect(failed.slice(-2).map(({ type, code }) => [type, code])).toEqual([
      ['error', 'invalid_structured_output'],
      ['response.failed', undefined],
    ]);
  });

  it('is asked for again, where nothing of the answer was told', () => {
    const translation = translate({ text });
    expect(translation.askAgain?.(0, [end({ content: '{' })])).toEqual(translation.nativeRequests[0]);
    expect(translation.askAgain?.(0, [end({ content: '{"n":1}' })])).toBeUndefined();
  });

  it('is held back beside tools, and asked for alone when it was not met', () => {
    const translation = translate({ text, tools: [SHELL], stream: true });
    expect(translation.nativeRequests[0]).not.toHaveProperty('format');
    const first = readEvents(translation.toEvents(0, [delta({ thinking: 'Hm.' }), delta({ content: 'One.' }), end()]));
    expect(first.at(-1)?.type).toBe('response.output_item.done');
    expect(translation.askAgain?.(0, [])).toMatchObject({ format: format.schema });
    const second = readEvents(translation.toEvents(0, [delta({ content: '{"n":1}' }), end()]));
    expect(lastResponse(second).output).toMatchObject([
      { type: 'reasoning', content: [{ text: 'Hm.' }] },
      { type: 'message', content: [{ text: '{"n":1}' }] },
    ]);
    expect(second[0]?.sequence_number).toBe(first.length);
  });
});
