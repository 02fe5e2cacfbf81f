import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningEngine } from './support/running-engine.js';

const ajv = new Ajv2020({ strict: false });
ajvFormats.default(ajv);

const PERSON = {
  type: 'object',
  properties: { name: { type: 'string', maxLength: 8 }, age: { type: 'integer', minimum: 1, maximum: 120 } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const SCHEMAS: Record<string, object> = {
  'an object': PERSON,
  'an object with properties that may be missing': { ...PERSON, required: ['age'] },
  'an empty object': { type: 'object', properties: {}, additionalProperties: false },
  'other properties': {
    type: 'object',
    properties: { a: { type: 'null' } },
    required: ['a'],
    additionalProperties: { type: 'boolean' },
  },
  'one of several values': { enum: ['red', 'green "blue"', 7, null, { a: [1] }] },
  'one value': { const: { 'a key': 'a "value"\n' } },
  'one of several types': { type: ['integer', 'null'] },
  'one of several schemas': { anyOf: [PERSON, { type: 'boolean' }] },
  'a list with limits': {
    type: 'array',
    items: { type: 'integer', minimum: -5, maximum: 105 },
    minItems: 2,
    maxItems: 4,
  },
  'a tuple': { type: 'array', prefixItems: [{ const: 'x' }, { type: 'boolean' }], items: false, minItems: 2 },
  'strings with a format': {
    type: 'object',
    properties: {
      day: { type: 'string', format: 'date' },
      at: { type: 'string', format: 'date-time' },
      id: { type: 'string', format: 'uuid' },
    },
    required: ['day', 'at', 'id'],
  },
  'a telephone number': { type: 'string', pattern: '^(\\(\\d{3}\\) )?\\d{3}-\\d{4}$' },
  'a pattern of words': { type: 'string', pattern: '^(?:red|gr[ea]{2,3}n|[^a-z"\\s]{1,4}\\u0041?)[.!]*?$' },
  'a pattern of what has to be escaped': { type: 'string', pattern: '^["\\\\\\n]{3}\\t\\x41.$' },
  'a string with a length': { type: 'string', minLength: 3, maxLength: 5 },
  'a price': { type: 'object', properties: { price: { type: 'number', minimum: 0 } }, required: ['price'] },
  'a tree': {
    $defs: {
      node: {
        type: 'object',
        properties: { leaf: { type: 'boolean' }, next: { anyOf: [{ $ref: '#/$defs/node' }, { type: 'null' }] } },
        required: ['leaf', 'next'],
        additionalProperties: false,
      },
    },
    $ref: '#/$defs/node',
  },
  'all of several': {
    allOf: [
      { type: 'object', properties: { a: { type: 'boolean' } }, required: ['a'] },
      { type: 'object', properties: { b: { type: 'null' } }, required: ['b'] },
    ],
  },
};

describe('format', () => {
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await RunningEngine.start();
  });

  afterAll(() => engine.stop());

  const answer = async (format: unknown, seed: number, request: object = {}) => {
    const { message, done_reason } = await engine.json('/api/chat', {
      model: 'demo',
      messages: [
        { role: 'user', content: 'Ada is 36 years old and lives in London. Return JSON with name, age and city.' },
      ],
      think: false,
      stream: false,
      format,
      // Hot: only the grammar keeps it in shape. Long numbers and texts end somewhere.
      options: { temperature: 3, top_k: 0, top_p: 1, seed, num_predict: 1500 },
      ...request,
    });
    return { ...(message as { content: string; thinking?: string }), done_reason };
  };

  it.each(Object.entries(SCHEMAS))('keeps to %s, whatever the model would rather write', async (_, schema) => {
    const validate = ajv.compile(schema);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => answer(schema, seed)));
    const whole = answers.filter(({ done_reason }) => done_reason === 'stop').map(({ content }) => content);

    expect(whole.length).toBeGreaterThan(0);
    expect(whole.filter((content) => !validate(JSON.parse(content)))).toEqual([]);
  });

  it('is an object when it is json', async () => {
    const { content } = await answer('json', 1, { options: { temperature: 0 } });

    expect(JSON.parse(content)).toEqual({ name: 'Ada', age: 36, city: 'London' });
  });

  it('begins after the thoughts', async () => {
    const { content, thinking } = await answer(PERSON, 1, { think: true, options: { temperature: 0 } });

    expect(thinking).not.toBe('');
    expect(thinking).not.toContain('{');
    expect(JSON.parse(content)).toEqual({ name: 'Ada', age: 36 });
  });

  it('tells logprobs of what the grammar lets through', async () => {
    const { logprobs } = await engine.json('/api/generate', {
      model: 'demo',
      prompt: 'Say yes or no.',
      think: false,
      stream: false,
      format: { enum: [true] },
      logprobs: true,
      options: { seed: 1 },
    });

    expect((logprobs as { token: string }[]).map(({ token }) => token).join('')).toBe('true');
  });
});
