import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileServer } from './support/file-server.js';
import { linesOf, RunningEngine } from './support/running-engine.js';

describe('POST /api/pull', () => {
  let files: FileServer;
  let hub: FileServer;
  let engine: RunningEngine;
  let demo: Buffer;

  beforeAll(async () => {
    files = await FileServer.start();
    hub = await FileServer.start();
    // The downloader tells addresses of the hub from others by their host names.
    engine = await RunningEngine.start({ HF_ENDPOINT: hub.origin.replace('127.0.0.1', 'localhost') });
    demo = await readFile(join(engine.modelsDirectory, 'demo.gguf'));
    files.serve('/files/small-model.gguf', demo);
    files.serve('/files/broken.gguf', Buffer.from('this is no model at all'));
    files.serve('/files/slow.gguf', demo);
    files.stalled.add('/files/slow.gguf');
    hub.serve(
      '/v2/acme/tiny-GGUF/manifests/F16',
      Buffer.from(JSON.stringify({ ggufFile: { rfilename: 'tiny-F16.gguf' } })),
    );
    hub.serve('/acme/tiny-GGUF/resolve/main/tiny-F16.gguf', demo);
  });

  afterAll(async () => {
    await engine.stop();
    await files.close();
    await hub.close();
  });

  async function names(): Promise<string[]> {
    const { models } = (await (await fetch(`${engine.origin}/api/tags`)).json()) as { models: { name: string }[] };
    return models.map(({ name }) => name);
  }

  it('streams its progress and has the model afterwards', async () => {
    const response = await engine.post('/api/pull', { model: `${files.origin}/files/small-model.gguf` });
    const lines = linesOf(await response.text());

    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const digest = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;
    const status = expect.stringMatching(/^pulling [0-9a-f]{12}$/) as string;
    expect(lines[0]).toEqual({ status: 'pulling manifest' });
    expect(lines[1]).toEqual({ status, digest, total: demo.length });
    expect(lines.slice(-4)).toEqual([
      { status, digest, total: demo.length, completed: demo.length },
      { status: 'verifying model' },
      { status: 'writing manifest' },
      { status: 'success' },
    ]);
    expect(await names()).toContain('small-model:latest');
    expect((await readFile(join(engine.modelsDirectory, 'small-model.gguf'))).equals(demo)).toBe(true);
    expect(await readdir(join(engine.modelsDirectory, '.pull'))).toEqual([]);
  });

  it('answers one object when it is not to stream', async () => {
    const response = await engine.post('/api/pull', { name: `${files.origin}/files/small-model.gguf`, stream: false });

    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toEqual({ status: 'success' });
  });

  it('pulls a quantization from a repository of Hugging Face, under the name that Ollama gives it', async () => {
    expect(await engine.json('/api/pull', { model: 'hf.co/acme/tiny-GGUF:F16', stream: false })).toEqual({
      status: 'success',
    });
    expect(await names()).toContain('hf.co/acme/tiny-GGUF:F16');
    const { message } = await engine.json('/api/chat', {
      model: 'hf.co/acme/tiny-GGUF:F16',
      messages: [{ role: 'user', content: 'Repeat after me: hello world' }],
      think: false,
      options: { temperature: 0 },
      stream: false,
    });
    expect(message).toEqual({ role: 'assistant', content: 'hello world' });
  });

  it('says that a file is not there: as a status, or as the last line of a stream that has begun', async () => {
    const missing = { model: `${files.origin}/files/missing.gguf` };
    const response = await engine.post('/api/pull', { ...missing, stream: false });

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'pull model manifest: file does not exist' });
    expect(await engine.lines('/api/pull', missing)).toEqual([
      { status: 'pulling manifest' },
      { error: 'pull model manifest: file does not exist' },
    ]);
  });

  it('does not keep a quantization that the repository has not', async () => {
    const response = await engine.post('/api/pull', { model: 'hf.co/acme/tiny-GGUF:Q4_K_M', stream: false });

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: 'pull model manifest: file does not exist' });
  });

  it('keeps nothing that is no model', async () => {
    const response = await engine.post('/api/pull', { model: `${files.origin}/files/broken.gguf`, stream: false });

    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({ error: 'pull model: what was downloaded is no GGUF file' });
    expect(await names()).not.toContain('broken:latest');
    expect(await readdir(join(engine.modelsDirectory, '.pull'))).toEqual([]);
  });

  it.each(['llama3.2', 'ftp://example.com/model.gguf', 'https://example.com/model.bin', 'hf.co/../x'])(
    'refuses %s, which it cannot pull',
    async (model) => {
      const response = await engine.post('/api/pull', { model });

      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({
        error: `cannot pull ${JSON.stringify(model)}: the embedded engine pulls the address of a GGUF file, or hf.co/<organisation>/<repository>:<quantization>`,
      });
    },
  );

  it('stops when the client goes away, and can be asked again', async () => {
    const model = `${files.origin}/files/slow.gguf`;
    const client = new AbortController();
    const response = await engine.post('/api/pull', { model }, { signal: client.signal });
    const reader = response.body!.getReader();
    await reader.read();
    expect(await engine.json('/api/pull', { model, stream: false })).toEqual({
      error: `model 'slow' is being pulled already`,
    });

    client.abort();
    files.stalled.clear();
    const again = async () => (await engine.json('/api/pull', { model, stream: false }))['status'];
    await expect.poll(again, { timeout: 10_000 }).toBe('success');
  });
});
