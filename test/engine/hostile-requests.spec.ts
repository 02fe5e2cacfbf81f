import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningEngine } from './support/running-engine.js';

const CHAT = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Hello!' }],
  stream: false,
  options: { num_predict: 1 },
};
const GENERATE = { model: 'demo', prompt: 'Hello!', stream: false, options: { num_predict: 1 } };
const EMBED = { model: 'demo', input: 'Hello!' };
const VALUES = [7, -1, 1.5, 1e300, '', 'x', '\0', true, [], [[]], [null], {}, { a: { b: [] } }, ['x', 7]];
const ROUTES: [path: string, body: Record<string, unknown>, fields: string[]][] = [
  [
    '/api/chat',
    CHAT,
    'model messages stream format keep_alive tools options think truncate shift logprobs top_logprobs'.split(' '),
  ],
  [
    '/api/generate',
    GENERATE,
    'model prompt suffix system template raw context images stream format keep_alive options think truncate shift logprobs top_logprobs'.split(
      ' ',
    ),
  ],
  ['/api/embed', EMBED, 'model input truncate dimensions keep_alive options'.split(' ')],
  ['/api/embeddings', { model: 'demo', prompt: 'Hello!' }, 'model prompt keep_alive options'.split(' ')],
  ['/api/show', { model: 'demo' }, ['model', 'verbose']],
  ['/api/copy', { source: 'nope', destination: 'copy' }, ['source']],
  ['/api/pull', { model: 'nope' }, ['model', 'stream']],
];
const OPTIONS =
  'num_ctx num_predict num_keep seed temperature top_k top_p min_p typical_p repeat_last_n repeat_penalty presence_penalty frequency_penalty stop logit_bias num_thread use_mmap'.split(
    ' ',
  );
const MESSAGE_FIELDS = 'role content thinking images tool_calls tool_name tool_call_id'.split(' ');

describe('requests that mean no good', () => {
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await RunningEngine.start();
  });

  afterAll(() => engine.stop());

  /** What an answer is, when it is neither an answer nor an error of the client's that says what is wrong. */
  async function harm(path: string, body: unknown): Promise<string | undefined> {
    const response = await engine.post(path, body);
    const text = await response.text();
    const isHarmless = [200, 400, 404].includes(response.status) && !/failed to answer|node_modules|\.js:/.test(text);
    return isHarmless ? undefined : `${JSON.stringify(body).slice(0, 200)} → ${response.status} ${text.slice(0, 200)}`;
  }

  async function harmOfAll(path: string, bodies: unknown[]): Promise<string[]> {
    const found: (string | undefined)[] = [];
    for (const body of bodies) found.push(await harm(path, body));
    return found.filter((each) => each !== undefined);
  }

  it.each(ROUTES)('%s: every value in every field', async (path, body, fields) => {
    const bodies = fields.flatMap((field) => VALUES.map((value) => ({ ...body, [field]: value })));

    expect(await harmOfAll(path, bodies)).toEqual([]);
  });

  it.each(OPTIONS)('options.%s: every value', async (option) => {
    const bodies = VALUES.map((value) => ({ ...CHAT, options: { num_predict: 1, [option]: value } }));

    expect(await harmOfAll('/api/chat', bodies)).toEqual([]);
  });

  it.each(MESSAGE_FIELDS)('messages.%s: every value', async (field) => {
    const message = { role: 'assistant', content: 'x', tool_calls: [{ function: { name: 'f', arguments: {} } }] };
    const bodies = VALUES.map((value) => ({ ...CHAT, messages: [{ ...message, [field]: value }] }));

    expect(await harmOfAll('/api/chat', bodies)).toEqual([]);
  });

  it.each(['name', 'description', 'parameters'])('tools.function.%s: every value', async (field) => {
    const bodies = VALUES.map((value) => ({
      ...CHAT,
      tools: [{ type: 'function', function: { name: 'f', [field]: value } }],
    }));

    expect(await harmOfAll('/api/chat', bodies)).toEqual([]);
  });

  it.each([
    ['deep JSON', `{"model":"demo","messages":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    [
      'deep options',
      `{"model":"demo","messages":[{"role":"user","content":"x"}],"options":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
    ],
    [
      'deep tools',
      `{"model":"demo","messages":[{"role":"user","content":"x"}],"stream":false,"tools":[{"function":{"name":"f","parameters":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}}]}`,
    ],
    [
      'a deep schema',
      `{"model":"demo","messages":[{"role":"user","content":"x"}],"stream":false,"format":${'{"items":'.repeat(50_000)}{}${'}'.repeat(50_000)}}`,
    ],
    [
      'a schema of itself',
      '{"model":"demo","messages":[{"role":"user","content":"x"}],"stream":false,"format":{"$ref":"#"}}',
    ],
    [
      'a prototype',
      '{"model":"demo","__proto__":{"messages":7},"messages":[{"role":"user","content":"x","__proto__":{"role":7}}],"stream":false,"options":{"num_predict":1}}',
    ],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('%s', async (_, body) => {
    const response = await fetch(`${engine.origin}/api/chat`, { method: 'POST', body });

    expect([200, 400]).toContain(response.status);
    expect(await response.json()).not.toEqual({ error: 'the embedded engine failed to answer' });
  });

  it('two million words, which are cut or refused', async () => {
    const content = 'word '.repeat(2_000_000);
    const long = { ...CHAT, messages: [{ role: 'user', content }], think: false };

    expect(await engine.json('/api/chat', { ...long, truncate: false })).toEqual({
      error: expect.stringMatching(/^the input length .*exceeds the context length \(2048 tokens\)$/) as string,
    });
    expect((await engine.json('/api/chat', long))['prompt_eval_count']).toBe(2048);
  });

  it('ten thousand messages, of which the newest are read', async () => {
    const turns = Array.from({ length: 10_000 }, (_, index) => ({
      role: index % 2 === 0 ? 'user' : 'assistant',
      content: 'Hello!',
    }));
    const messages = [...turns, { role: 'user', content: 'What is the capital of France?' }];
    const { prompt_eval_count } = await engine.json('/api/chat', { ...CHAT, messages });

    expect(prompt_eval_count).toBeGreaterThan(1000);
    expect(prompt_eval_count).toBeLessThanOrEqual(2048);
  });

  it.each(['push', 'create', `blobs/sha256:${'0'.repeat(64)}`])(
    'POST /api/%s, which the engine has not',
    async (route) => {
      const response = await engine.post(`/api/${route}`, {});

      expect(response.status).toBe(501);
      expect(await response.json()).toEqual({
        error: expect.stringMatching(/^the embedded engine does not \w+ \w+; connect an Ollama for it$/) as string,
      });
    },
  );
});
