import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { RunningEngine } from './support/running-engine.js';

/** A request whose answer has a million characters. */
const ENDLESS = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Count to 10.' }],
  think: false,
  format: { type: 'array', items: { type: 'string', minLength: 1000 }, minItems: 1000 },
};
const HELLO = {
  model: 'demo',
  messages: [{ role: 'user', content: 'Repeat after me: hello world' }],
  think: false,
  stream: false,
  options: { temperature: 0 },
};
const SIDE_BY_SIDE = 4;
const MOST_WAITING = 512;

describe('the engine as a process', () => {
  let engine: RunningEngine;

  afterEach(() => engine.stop());

  /** An endless answer that has begun. */
  async function begun(client: AbortController): Promise<void> {
    const response = await engine.post('/api/chat', ENDLESS, { signal: client.signal });
    expect(response.status).toBe(200);
    await response.body!.getReader().read();
  }

  it('ends at once and clean on SIGTERM, in the middle of answers too', async () => {
    engine = await RunningEngine.start();
    await begun(new AbortController());

    expect(await engine.stop('SIGTERM')).toBe(0);
  });

  it('ends when the process that started it is gone', async () => {
    engine = await RunningEngine.start();
    await begun(new AbortController());
    const ended = once(engine.child, 'exit');
    engine.child.disconnect();

    expect(await ended).toEqual([0, null]);
  });

  it('answers several requests side by side, and those beyond them in turn', async () => {
    engine = await RunningEngine.start();
    const cities = { France: 'Paris', Italy: 'Rome', Spain: 'Madrid', Japan: 'Tokyo', Germany: 'Berlin' };
    const asked = [...Object.keys(cities), ...Object.keys(cities)];
    const answers = await Promise.all(
      asked.map(async (country) => {
        const messages = [{ role: 'user', content: `What is the capital of ${country}?` }];
        const { message } = await engine.json('/api/chat', { ...HELLO, messages });
        return (message as { content: string }).content;
      }),
    );

    expect(answers).toEqual(
      [...Object.entries(cities), ...Object.entries(cities)].map(
        ([country, city]) => `The capital of ${country} is ${city}.`,
      ),
    );
  });

  it('stops writing when the client goes away', async () => {
    engine = await RunningEngine.start();
    const clients = Array.from({ length: SIDE_BY_SIDE }, () => new AbortController());
    await Promise.all(clients.map(begun));
    for (const client of clients) client.abort();

    expect((await engine.json('/api/chat', HELLO))['message']).toEqual({ role: 'assistant', content: 'hello world' });
  });

  it('stops when the client goes away before it has seen anything: unstreamed, or waiting for its turn', async () => {
    engine = await RunningEngine.start();
    const streaming = Array.from({ length: SIDE_BY_SIDE - 1 }, () => new AbortController());
    await Promise.all(streaming.map(begun));
    const silent = [new AbortController(), new AbortController()];
    const outcomes = silent.map(({ signal }) => engine.post('/api/chat', { ...ENDLESS, stream: false }, { signal }));
    // Both have been received once an answer comes to a later request.
    await engine.json('/api/show', { model: 'demo' });
    for (const client of [...silent, ...streaming]) client.abort();

    await expect(Promise.all(outcomes)).rejects.toThrow('aborted');
    expect((await engine.json('/api/chat', HELLO))['message']).toEqual({ role: 'assistant', content: 'hello world' });
  });

  it('is busy when too many wait', async () => {
    engine = await RunningEngine.start();
    const clients = new AbortController();
    const ask = () =>
      engine.post('/api/chat', { ...ENDLESS, stream: false }, { signal: clients.signal }).catch(() => undefined);
    const inTurn = Array.from({ length: SIDE_BY_SIDE + MOST_WAITING }, ask);
    // One that is not refused goes on waiting, in the place of one that was refused while all of them came.
    const busy = async () => {
      const asked = ask();
      inTurn.push(asked);
      const response = await Promise.race([asked, pause(500)]);
      return response && { status: response.status, body: await response.json() };
    };

    await expect.poll(busy, { timeout: 15_000 }).toEqual({
      status: 503,
      body: { error: 'server busy, please try again.  maximum pending requests exceeded' },
    });
    clients.abort();
    await Promise.all(inTurn);
    expect((await engine.json('/api/chat', HELLO))['message']).toEqual({ role: 'assistant', content: 'hello world' });
  });

  it('loads a model when it is used, and lets it go after its time', async () => {
    engine = await RunningEngine.start();
    const running = async () => {
      const { models } = (await (await fetch(`${engine.origin}/api/ps`)).json()) as {
        models: { expires_at: string }[];
      };
      return models;
    };
    expect(await running()).toEqual([]);

    await engine.json('/api/chat', { ...HELLO, keep_alive: '1h' });
    const [loaded] = await running();
    const minutes = (Date.parse(loaded?.expires_at ?? '') - Date.now()) / 60_000;
    expect(Math.round(minutes)).toBe(60);

    await engine.json('/api/generate', { model: 'demo', keep_alive: -1 });
    expect(Date.parse((await running())[0]?.expires_at ?? '')).toBeGreaterThan(Date.parse('2300-01-01'));

    await engine.json('/api/chat', { ...HELLO, keep_alive: '50ms' });
    await expect.poll(running).toEqual([]);

    await engine.json('/api/chat', { ...HELLO, keep_alive: 0 });
    await expect.poll(running).toEqual([]);
  });

  it('serves longer and shorter contexts at the same time', async () => {
    engine = await RunningEngine.start();
    const story = (num_ctx: number) =>
      engine.json('/api/chat', {
        ...HELLO,
        messages: [{ role: 'user', content: 'Tell me a story about a fox.' }],
        options: { temperature: 0, num_ctx },
        shift: false,
      });
    const answers = await Promise.all([64, 256, 1024, 64].map(story));

    // The last token written is not read any more.
    expect(answers.map(({ prompt_eval_count, eval_count }) => Number(prompt_eval_count) + Number(eval_count))).toEqual([
      65, 257, 398, 65,
    ]);
    expect(answers.map(({ done_reason }) => done_reason)).toEqual(['length', 'length', 'stop', 'length']);
  });
});
