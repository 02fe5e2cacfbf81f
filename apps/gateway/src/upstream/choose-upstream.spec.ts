import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  closedOrigin,
  errorAnswer,
  FakeOllama,
  html,
  json,
  silence,
} from '../../../../test/support/fake-ollama/index.js';
import { chooseUpstream, LOCAL_OLLAMA } from './choose-upstream.js';

const ollama = await FakeOllama.start();
afterEach(() => ollama.reset());
afterAll(() => ollama.close());

const host = { origin: 'http://ollama.example:11434', basePath: '' };
const local = { origin: ollama.origin, basePath: '' };

describe('chooseUpstream', () => {
  it.each([undefined, host])('takes the engine when it is told to (OLLAMA_HOST: %o)', async (ollamaHost) => {
    expect(await chooseUpstream({ upstream: 'engine', ollamaHost }, local)).toEqual({ kind: 'engine' });
    expect(ollama.requests).toEqual([]);
  });

  it('takes Ollama when it is told to, on this machine unless it is told where', async () => {
    expect(await chooseUpstream({ upstream: 'ollama', ollamaHost: host })).toEqual({ kind: 'ollama', host });
    expect(await chooseUpstream({ upstream: 'ollama', ollamaHost: undefined })).toEqual({
      kind: 'ollama',
      host: LOCAL_OLLAMA,
    });
  });

  it('takes OLLAMA_HOST without asking whether it is there', async () => {
    expect(await chooseUpstream({ upstream: 'auto', ollamaHost: host }, local)).toEqual({ kind: 'ollama', host });
    expect(ollama.requests).toEqual([]);
  });

  it('takes an Ollama that answers on this machine', async () => {
    expect(await chooseUpstream({ upstream: 'auto', ollamaHost: undefined }, local)).toEqual({
      kind: 'ollama',
      host: local,
    });
    expect(ollama.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /api/version']);
  });

  it.each<[string, Answer]>([
    ['fails', errorAnswer(500, 'no')],
    ['is a web page', html()],
    ['is something else', json({ name: 'not Ollama' })],
    ['says nothing', silence()],
  ])('takes the engine when what answers %s', async (_, answer) => {
    ollama.answers('GET /api/version', answer);
    expect(await chooseUpstream({ upstream: 'auto', ollamaHost: undefined }, local)).toEqual({ kind: 'engine' });
  });

  it('takes the engine when nobody answers', async () => {
    const nobody = { origin: await closedOrigin(), basePath: '' };
    expect(await chooseUpstream({ upstream: 'auto', ollamaHost: undefined }, nobody)).toEqual({ kind: 'engine' });
  });
});
