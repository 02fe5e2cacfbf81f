import { describe, expect, it } from 'vitest';
import {
  type Answer,
  chatChunk,
  chatEnd,
  errorAnswer,
  json,
  ndjson,
  recorded,
  silence,
  stall,
} from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_LOG_LEVEL: 'trace', GATEWAY_RETRIES: '0' });

const PROMPT = 'The prompt is secret';
const ANSWER = 'The answer is secret';
const REQUEST = { model: 'demo', messages: [{ role: 'user', content: PROMPT }] };
const DURATION = expect.any(Number) as number;

let requests = 0;

/** Asks, and gives the lines that the log has of it. */
async function logged(body: unknown, answer?: Answer, leave?: { signal: AbortSignal; onHeaders?: () => void }) {
  if (answer) ollama.answers('POST /api/chat', answer);
  const requestId = `log-${requests++}`;
  await gateway
    .post('/v1/chat/completions', body, { headers: { 'x-request-id': requestId }, signal: leave?.signal ?? null })
    .then((response) => {
      leave?.onHeaders?.();
      return response.text();
    })
    .catch(() => undefined);
  await gateway.log.line({ requestId, msg: 'request' });
  return gateway.log.lines
    .filter((line) => line['requestId'] === requestId)
    .map(({ time, ...line }) => {
      expect(time).toEqual(expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/));
      return line;
    });
}

const line = (values: object) => ({
  level: 'info',
  requestId: expect.stringMatching(/^log-/) as string,
  method: 'POST',
  route: '/v1/chat/completions',
  status: 200,
  durationMs: DURATION,
  msg: 'request',
  ...values,
});

describe('the log has one line a request', () => {
  it('that was answered', async () => {
    const answer = json(chatEnd({ message: { role: 'assistant', content: ANSWER } }));
    expect(await logged(REQUEST, answer)).toEqual([
      line({ model: 'demo', stream: false, promptTokens: 14, completionTokens: 3 }),
    ]);
  });

  it('that was answered while another one was under way', async () => {
    const left = new AbortController();
    ollama.answers('POST /api/chat', silence());
    const other = gateway.post('/v1/chat/completions', { ...REQUEST, stream: true }, { signal: left.signal });
    await ollama.received();
    const answer = json(chatEnd({ message: { role: 'assistant', content: ANSWER } }));
    expect(await logged(REQUEST, answer)).toEqual([
      line({ model: 'demo', stream: false, promptTokens: 14, completionTokens: 3 }),
    ]);
    left.abort();
    await other.catch(() => undefined);
  });

  it('that was streamed', async () => {
    const answer = ndjson([chatChunk(ANSWER), chatEnd()]);
    expect(await logged({ ...REQUEST, stream: true }, answer)).toEqual([
      line({ model: 'demo', stream: true, firstByteMs: DURATION, promptTokens: 14, completionTokens: 3 }),
    ]);
  });

  it('that was refused', async () => {
    expect(await logged({ ...REQUEST, temperature: ANSWER })).toEqual([line({ status: 400, error: 'invalid_type' })]);
    expect(await logged(`{"messages": "${PROMPT}`)).toEqual([line({ status: 400, error: 'invalid_request_error' })]);
  });

  it('that named a model which is not there', async () => {
    expect(await logged({ ...REQUEST, model: 'nope' })).toEqual([
      line({ status: 404, model: 'nope', stream: false, error: 'model_not_found' }),
    ]);
  });

  it('that failed, and one that says why', async () => {
    const answer = errorAnswer(500, `error parsing tool call: raw='${ANSWER}', prompt='${PROMPT}'`);
    expect(await logged(REQUEST, answer)).toEqual([
      {
        level: 'warn',
        requestId: expect.any(String),
        failure: { kind: 'status', status: 500 },
        msg: 'Ollama failed',
      },
      line({ status: 500, model: 'demo', stream: false, error: 'upstream_error' }),
    ]);
  });

  it('that failed in mid-stream', async () => {
    const answer = ndjson([chatChunk(ANSWER), { error: `error parsing tool call: raw='${ANSWER}'` }]);
    expect(await logged({ ...REQUEST, stream: true }, answer)).toEqual([
      {
        level: 'warn',
        requestId: expect.any(String),
        failure: { kind: 'mid-stream' },
        msg: 'Ollama failed',
      },
      line({ model: 'demo', stream: true, firstByteMs: DURATION, error: 'upstream_error' }),
    ]);
  });

  it('whose answer was not what was asked for', async () => {
    const answer = json(chatEnd({ message: { role: 'assistant', content: ANSWER } }));
    expect(await logged({ ...REQUEST, response_format: { type: 'json_object' } }, answer)).toEqual([
      line({ status: 502, model: 'demo', stream: false, error: 'invalid_structured_output' }),
    ]);
  });

  it('whose client went away before an answer', async () => {
    const left = new AbortController();
    void ollama.received().then(() => left.abort());
    expect(await logged(REQUEST, silence(), left)).toEqual([
      line({ status: null, model: 'demo', stream: false, clientGone: true }),
    ]);
  });

  it('whose client went away in mid-stream', async () => {
    const left = new AbortController();
    const leave = { signal: left.signal, onHeaders: () => left.abort() };
    expect(await logged({ ...REQUEST, stream: true }, stall([chatChunk(ANSWER)]), leave)).toEqual([
      line({ model: 'demo', stream: true, firstByteMs: DURATION, clientGone: true }),
    ]);
  });

  it('never with a prompt or an answer, or an address or a key of a query', async () => {
    await logged({ ...REQUEST, stream: true }, recorded('chat', 'first-stream'));
    await gateway.fetch(`/v1/models?key=${encodeURIComponent(PROMPT)}`, { headers: { 'x-request-id': 'query' } });
    await gateway.log.line({ requestId: 'query' });
    expect(gateway.log.text).not.toContain(PROMPT);
    expect(gateway.log.text).not.toContain(encodeURIComponent(PROMPT));
    expect(gateway.log.text).not.toContain(ANSWER);
  });
});
