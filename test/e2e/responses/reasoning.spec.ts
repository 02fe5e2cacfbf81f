import { describe, expect, it } from 'vitest';
import { chatEnd, json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const withKey = await gatewayOnFakeOllama({ GATEWAY_REASONING_KEY: Buffer.alloc(32, 1).toString('base64') });
const withoutKey = await gatewayOnFakeOllama();

const THOUGHT = 'I must compute 2 + 3.';
const QUESTION = { type: 'message', role: 'user', content: 'What is 2 + 3?' };
const REQUEST = { model: 'demo', input: [QUESTION], include: ['reasoning.encrypted_content'] };
const ANSWER = json(chatEnd({ message: { role: 'assistant', thinking: THOUGHT, content: '5' } }));

interface Reasoning {
  type: string;
  encrypted_content: string | null;
}

describe('an encrypted thought', () => {
  it('comes back to the model, and to nobody else', async () => {
    const { gateway, ollama } = withKey;
    ollama.answers('POST /api/chat', ANSWER);
    const response = await gateway.post('/v1/responses', REQUEST);
    expect(response.headers.has('x-ignored-fields')).toBe(false);
    const { output } = (await response.json()) as { output: Reasoning[] };
    const [{ type, encrypted_content }] = output as [Reasoning];
    expect(type).toBe('reasoning');
    expect(Buffer.from(encrypted_content ?? '', 'base64url').toString('latin1')).not.toContain('compute');

    const kept = { type, id: 'rs_1', summary: [], encrypted_content };
    await gateway.post('/v1/responses', { ...REQUEST, input: [QUESTION, kept, output[1], QUESTION] });
    expect(ollama.requests.at(-1)?.body).toMatchObject({
      messages: [
        { role: 'user', content: 'What is 2 + 3?' },
        { role: 'assistant', content: '5', thinking: THOUGHT },
        { role: 'user', content: 'What is 2 + 3?' },
      ],
    });

    const changed = { ...kept, encrypted_content: `${encrypted_content?.slice(0, -4)}AAAA` };
    const refused = await gateway.post('/v1/responses', { ...REQUEST, input: [QUESTION, changed] });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      {
        error: {
          message:
            "'input[1].encrypted_content' cannot be read: it was not encrypted with the key of this service. Leave it out.",
          type: 'invalid_request_error',
          param: 'input[1].encrypted_content',
          code: 'invalid_encrypted_content',
        },
      },
    ]);
  });

  it('is null where no key is configured, and the client is told', async () => {
    const { gateway, ollama } = withoutKey;
    ollama.answers('POST /api/chat', ANSWER);
    const response = await gateway.post('/v1/responses', REQUEST);
    expect(response.headers.get('x-ignored-fields')).toBe('include[0]');
    expect(await response.json()).toMatchObject({ output: [{ type: 'reasoning', encrypted_content: null }, {}] });
  });
});

describe('an effort for a model that cannot think', () => {
  it('is dropped, and the client is told', async () => {
    const { gateway, ollama } = withoutKey;
    ollama.answers(
      'POST /api/chat',
      json({ error: '"demo" does not support thinking' }, { status: 400 }),
      json(chatEnd({ message: { role: 'assistant', content: '5' } })),
    );
    const response = await gateway.post('/v1/responses', { ...REQUEST, reasoning: { effort: 'high' }, include: [] });
    expect([response.status, response.headers.get('x-ignored-fields')]).toEqual([200, 'reasoning']);
    expect(ollama.requests.map(({ body }) => (body as { think?: string }).think)).toEqual(['high', undefined]);
  });
});
