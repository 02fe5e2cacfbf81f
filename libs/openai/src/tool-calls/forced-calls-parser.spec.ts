import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ForcedCallEvent, ForcedCallsParser } from './forced-calls-parser.js';

function parse(...pieces: string[]): { events: ForcedCallEvent[]; state: string } {
  const parser = new ForcedCallsParser();
  const events = pieces.flatMap((piece) => [...parser.add(piece)]);
  return { events, state: parser.state };
}

const start = (name: string): ForcedCallEvent => ({ type: 'start', name });
const args = (delta: string): ForcedCallEvent => ({ type: 'arguments', delta });
const end = (name: string, text: string): ForcedCallEvent => ({ type: 'end', name, arguments: text });

describe('ForcedCallsParser', () => {
  it('tells the name first, then the arguments as they come', () => {
    expect(parse('{"na', 'me": "get', '_weather", "argu', 'ments": {"ci', 'ty": "Par', 'is"}', '}')).toEqual({
      events: [
        start('get_weather'),
        args('{"ci'),
        args('ty": "Par'),
        args('is"}'),
        end('get_weather', '{"city": "Paris"}'),
      ],
      state: 'complete',
    });
  });

  it('tells the calls of an array one after the other', () => {
    expect(parse(' [ {"name":"f","arguments":{}} ,\n {"name":"g","arguments":{"a":[{}]}} ] ')).toEqual({
      events: [start('f'), args('{}'), end('f', '{}'), start('g'), args('{"a":[{}]}'), end('g', '{"a":[{}]}')],
      state: 'complete',
    });
  });

  it('keeps arguments until it knows whose they are', () => {
    expect(parse('{"arguments": {"a"', ': 1}, "id": [7], "name"', ': "f"}')).toEqual({
      events: [start('f'), args('{"a": 1}'), end('f', '{"a": 1}')],
      state: 'complete',
    });
  });

  it('is not confused by what stands in strings', () => {
    const text = JSON.stringify({ name: 'f', arguments: { '"}': '\\"}]{', b: '\u2028🦙' } });
    expect(parse(...text.split(''))).toMatchObject({ state: 'complete' });
    expect(parse(...text.split('')).events.at(-1)).toEqual(end('f', JSON.stringify({ '"}': '\\"}]{', b: '\u2028🦙' })));
  });

  it.each(['{"name":"f"', '{"name":"f","arguments":{"a":', '[{"name":"f","arguments":{}}', '[', '', ' '])(
    'waits for the rest of %j',
    (text) => {
      expect(parse(text).state).toBe('open');
    },
  );

  it.each([
    'It is sunny.',
    '"f"',
    '{"name":"f"}',
    '{"arguments":{}}',
    '{"name":1,"arguments":{}}',
    '{"name":"f","name":"g","arguments":{}}',
    '{"name":"f","arguments":"{}"}',
    '{"name":"f","arguments":[]}',
    '{"name":"f","arguments":{},"arguments":{}}',
    '{"name":"f","arguments":{}} {"name":"f","arguments":{}}',
    '{"name":"f","arguments":{}},',
    '[[',
    ']',
    '{]',
    '{"name" "f"',
  ])('does not take %j', (text) => {
    expect(parse(text).state).toBe('broken');
    expect(parse(...text.split('')).state).toBe('broken');
  });

  it('tells the same of any calls, however they are printed and cut', () => {
    const calls = fc.array(
      fc.record({ name: fc.string({ minLength: 1 }), arguments: fc.dictionary(fc.string(), fc.jsonValue()) }),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(calls, fc.constantFrom(undefined, 1, '\t'), fc.array(fc.nat({ max: 20 })), (list, space, cuts) => {
        const text = JSON.stringify(list, undefined, space);
        const pieces: string[] = [];
        let rest = text;
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }
        const { events, state } = parse(...pieces, rest);
        expect(state).toBe('complete');
        expect(rebuilt(events)).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });
});

/** What a client makes of the events: the deltas joined, and the whole text told at the end, which must be the same. */
function rebuilt(events: ForcedCallEvent[]): unknown[] {
  const calls: { name: string; arguments: unknown }[] = [];
  let text = '';
  for (const event of events) {
    if (event.type === 'start') text = '';
    else if (event.type === 'arguments') text += event.delta;
    else if (event.arguments === text) calls.push({ name: event.name, arguments: JSON.parse(text) });
  }
  return calls;
}
