import { OpenAiError } from '@app/openai';
import { describe, expect, it } from 'vitest';
import { parseJsonBody } from './json-body.js';

function refusal(body: Buffer): unknown {
  try {
    return { value: parseJsonBody(body) };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { status: error.status, ...error.toBody().error };
  }
}

const FORBIDDEN = 'The request body has a name that would change what an object is: `__proto__` or `constructor`.';

describe('parseJsonBody', () => {
  it.each([
    ['{"a": [1, "ü", null]}', { a: [1, 'ü', null] }],
    ['\uFEFF{"a": 1}', { a: 1 }],
    ['{"a": {"b:": [{"b:": ":"}]}}', { a: { 'b:': [{ 'b:': ':' }] } }],
    ['{"text": "__proto__ and constructor"}', { text: '__proto__ and constructor' }],
    ['null', null],
  ])('takes %s', (text, value) => {
    expect(parseJsonBody(Buffer.from(text))).toEqual(value);
  });

  it.each([
    ['', 'The request has no body; a JSON object is expected.'],
    ['{"a": 1', 'The request body is not valid JSON.'],
    ['{"a": 1} x', 'The request body is not valid JSON.'],
    ['{"__proto__": {"admin": true}}', FORBIDDEN],
    ['{"a": {"\\u005f_proto__": 1}}', FORBIDDEN],
    ['{"constructor": {"prototype": {}}}', FORBIDDEN],
    ['{"a": 1, "a": 2}', 'The request body has an object with the same name twice.'],
    ['[{"a": [{"b": null, "\\u0062": {}}]}]', 'The request body has an object with the same name twice.'],
    ['['.repeat(129), 'The request body is nested more than 128 levels deep.'],
  ])('refuses %s', (text, message) => {
    const refused = { status: 400, type: 'invalid_request_error', message, param: null, code: null };
    expect(refusal(Buffer.from(text))).toEqual(refused);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(refusal(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({
      status: 400,
      message: 'The request body is not valid UTF-8.',
    });
  });
});
