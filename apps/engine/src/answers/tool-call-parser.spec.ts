import { array, assert, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ToolCallForm } from '../models/template-traits.js';
import { ToolCallParser } from './tool-call-parser.js';

function play(form: ToolCallForm, pieces: string[]) {
  const parser = new ToolCallParser(form);
  const parts = [...pieces.map((piece) => parser.push(piece)), parser.flush()];
  return { content: parts.map(({ content }) => content).join(''), calls: parts.flatMap(({ calls }) => calls) };
}

const PARIS = { name: 'get_weather', arguments: { city: 'Paris' } };
const LONDON = { name: 'get_weather', arguments: { city: 'London' } };
const tagged = (call: object) => `<tool_call>\n${JSON.stringify(call)}\n</tool_call>`;

describe('calls of tools', () => {
  it.each<[string, ToolCallForm, string, { content: string; calls: object[] }]>([
    ['one', 'tagged', tagged(PARIS), { content: '', calls: [PARIS] }],
    ['two', 'tagged', `${tagged(PARIS)}\n${tagged(LONDON)}\n`, { content: '', calls: [PARIS, LONDON] }],
    ['after content', 'tagged', `Let me look.${tagged(PARIS)}`, { content: 'Let me look.', calls: [PARIS] }],
    [
      'a list in one tag',
      'tagged',
      `<tool_call>${JSON.stringify([PARIS, LONDON])}</tool_call>`,
      { content: '', calls: [PARIS, LONDON] },
    ],
    ['without an end', 'tagged', `<tool_call>${JSON.stringify(PARIS)}`, { content: '', calls: [PARIS] }],
    [
      'with arguments as text',
      'tagged',
      tagged({ name: 'f', arguments: '{"a":1}' }),
      { content: '', calls: [{ name: 'f', arguments: { a: 1 } }] },
    ],
    ['without arguments', 'tagged', tagged({ name: 'f' }), { content: '', calls: [{ name: 'f', arguments: {} }] }],
    [
      'that are none',
      'tagged',
      '<tool_call>nonsense</tool_call>!',
      { content: '<tool_call>nonsense</tool_call>!', calls: [] },
    ],
    ['cut off', 'tagged', '<tool_call>{"name": "f', { content: '<tool_call>{"name": "f', calls: [] }],
    ['not there', 'tagged', 'a < b, and no call', { content: 'a < b, and no call', calls: [] }],
    [
      'in XML',
      'tagged',
      '<tool_call>\n<function=get_weather>\n<parameter=city>\nParis\n</parameter>\n<parameter=days>\n3\n</parameter>\n</function>\n</tool_call>',
      { content: '', calls: [{ name: 'get_weather', arguments: { city: 'Paris', days: 3 } }] },
    ],
    [
      'of Mistral',
      'mistral',
      `[TOOL_CALLS] ${JSON.stringify([PARIS, LONDON])}`,
      { content: '', calls: [PARIS, LONDON] },
    ],
    ['of Llama', 'bare', '{"name": "get_weather", "parameters": {"city": "Paris"}}', { content: '', calls: [PARIS] }],
    ['of Llama, with its tag', 'bare', `<|python_tag|>${JSON.stringify(PARIS)}`, { content: '', calls: [PARIS] }],
    ['JSON that is no call', 'bare', '{"a": "}"} is JSON', { content: '{"a": "}"} is JSON', calls: [] }],
    ['braces later on', 'bare', 'see {"name": "x"}', { content: 'see {"name": "x"}', calls: [] }],
  ])('%s', (_, form, text, expected) => {
    expect(play(form, [text])).toEqual(expected);
    expect(play(form, text.split(''))).toEqual(expected);
  });

  it('are told as soon as they are whole', () => {
    const parser = new ToolCallParser('tagged');

    expect(parser.push(`${tagged(PARIS)}\n<tool_call>`)).toEqual({ content: '', calls: [PARIS] });
  });

  it('are found however the text is cut', () => {
    const text = `Look: ${tagged(PARIS)}\n${tagged(LONDON)} done <tool_cal`;
    assert(
      property(array(nat(20)), (cuts) => {
        const pieces: string[] = [];
        let rest = text;
        for (const cut of cuts) {
          pieces.push(rest.slice(0, cut));
          rest = rest.slice(cut);
        }

        expect(play('tagged', [...pieces, rest])).toEqual({ content: 'Look:  done <tool_cal', calls: [PARIS, LONDON] });
      }),
    );
  });
});
