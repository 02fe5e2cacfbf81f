import { describe, expect, it } from 'vitest';
import { chatEnd, json, recorded } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();
const { completions } = gateway.client().chat;

const QUESTION = { role: 'user' as const, content: 'What is the capital of France?' };
const ID = expect.stringMatching(/^chatcmpl-[0-9a-f]{32}$/) as string;
const CREATED = expect.any(Number) as number;
const FRAME = { id: ID, object: 'chat.completion', created: CREATED, model: 'demo', system_fingerprint: 'fp_ollama' };

describe('a chat completion', () => {
  it('asks Ollama, and answers with its answer', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Paris.' } })));
    const completion = await completions.create({ model: 'demo', messages: [QUESTION] });
    expect(completion).toEqual({
      ...FRAME,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Paris.', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 14, completion_tokens: 3, total_tokens: 17 },
    });
    expect(ollama.requests.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
      {
        method: 'POST',
        url: '/api/chat',
        body: { model: 'demo', messages: [QUESTION], stream: false, truncate: false, shift: false },
      },
    ]);
  });

  it('gives every completion an id of its own', async () => {
    const first = await completions.create({ model: 'demo', messages: [QUESTION] });
    const second = await completions.create({ model: 'demo', messages: [QUESTION] });
    expect(first.id).not.toBe(second.id);
  });

  it('passes the parameters on', async () => {
    await completions.create({
      model: 'demo',
      messages: [{ role: 'developer', content: 'Be brief.' }, QUESTION],
      temperature: 0,
      top_p: 0,
      seed: 7,
      stop: ['\n', '###'],
      frequency_penalty: 0.5,
      presence_penalty: -0.5,
      max_completion_tokens: 20,
      reasoning_effort: 'low',
    });
    expect(ollama.requests[0]?.body).toEqual({
      model: 'demo',
      messages: [{ role: 'system', content: 'Be brief.' }, QUESTION],
      stream: false,
      truncate: false,
      shift: false,
      options: {
        temperature: 0,
        top_p: 0,
        seed: 7,
        stop: ['\n', '###'],
        frequency_penalty: 0.5,
        presence_penalty: -0.5,
        num_predict: 20,
      },
      think: 'low',
    });
  });

  it('tells what the model thought', async () => {
    ollama.answers(
      'POST /api/chat',
      json(chatEnd({ message: { role: 'assistant', content: 'Paris.', thinking: 'France… Paris!' } })),
    );
    const { choices } = await completions.create({ model: 'demo', messages: [QUESTION] });
    expect(choices).toEqual([
      {
        index: 0,
        message: { role: 'assistant', content: 'Paris.', reasoning: 'France… Paris!', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ]);
  });

  it('tells log probabilities', async () => {
    ollama.answers(
      'POST /api/chat',
      json(
        chatEnd({
          message: { role: 'assistant', content: 'é' },
          logprobs: [
            {
              token: 'é',
              logprob: -0.25,
              bytes: [195, 169],
              top_logprobs: [{ token: 'e', logprob: -2.5, bytes: [101] }],
            },
          ],
        }),
      ),
    );
    const { choices } = await completions.create({
      model: 'demo',
      messages: [QUESTION],
      logprobs: true,
      top_logprobs: 1,
    });
    expect(choices[0]?.logprobs).toEqual({
      content: [
        {
          token: 'é',
          logprob: -0.25,
          bytes: [195, 169],
          top_logprobs: [{ token: 'e', logprob: -2.5, bytes: [101] }],
        },
      ],
      refusal: null,
    });
    expect(ollama.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 1 });
  });

  it('passes an image on as Ollama takes it', async () => {
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await completions.create({
      model: 'demo',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}`, detail: 'low' } },
          ],
        },
      ],
    });
    expect(ollama.requests[0]?.body).toMatchObject({
      messages: [{ role: 'user', content: 'What is this?', images: [png] }],
    });
  });

  it('says that the token limit cut the answer off', async () => {
    ollama.answers(
      'POST /api/chat',
      json(chatEnd({ message: { role: 'assistant', content: 'The capital' }, done_reason: 'length' })),
    );
    const { choices } = await completions.create({ model: 'demo', messages: [QUESTION], max_tokens: 2 });
    expect(choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'The capital' } });
  });

  it('tells how many tokens of the prompt were cached', async () => {
    ollama.answers('POST /api/chat', json(chatEnd({ prompt_eval_cached_count: 9 })));
    const { usage } = await completions.create({ model: 'demo', messages: [QUESTION] });
    expect(usage).toEqual({
      prompt_tokens: 14,
      completion_tokens: 3,
      total_tokens: 17,
      prompt_tokens_details: { cached_tokens: 9 },
    });
  });

  it('names fields that the API does not know in a header', async () => {
    const { data, response } = await completions
      .create({ model: 'demo', messages: [QUESTION], top_k: 5, 'x-1': true } as never)
      .withResponse();
    expect(data).toMatchObject({ object: 'chat.completion' });
    expect(response.headers.get('x-ignored-fields')).toBe('top_k, x-1');
    expect(ollama.requests[0]?.body).not.toHaveProperty('top_k');
  });

  it('answers in JSON, with its length and its request’s id', async () => {
    ollama.answers('POST /api/chat', recorded('chat', 'json'));
    const response = await gateway.post('/v1/chat/completions', { model: 'demo', messages: [QUESTION] });
    const text = await response.text();
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(text)),
      'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/),
      date: expect.any(String),
      connection: 'keep-alive',
      'keep-alive': 'timeout=620',
    });
    expect(JSON.parse(text)).toMatchObject({
      choices: [{ message: { content: 'Hello! I am a small demo model. How can I help you?' } }],
    });
  });
});
