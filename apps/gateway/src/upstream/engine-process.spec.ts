import { fileURLToPath } from 'node:url';
import { NativeOllamaService, OllamaError } from '@app/ollama';
import { firstValueFrom } from 'rxjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CapturedLog } from '../../../../test/support/captured-log.js';
import { createLog } from '../logging/log.js';
import { EngineProcess } from './engine-process.js';

const entry = fileURLToPath(new URL('../../../../test/support/fake-engine.mjs', import.meta.url));
const engines: EngineProcess[] = [];

function engineOf(modelsDirectory = 'models', patience: { startPatienceMs?: number; stopPatienceMs?: number } = {}) {
  const log = new CapturedLog();
  const engine = new EngineProcess({ entry, modelsDirectory, logLevel: 'warn', ...patience }, createLog('debug', log));
  engines.push(engine);
  return { engine, log };
}

function runs(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

function failureOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error instanceof OllamaError ? error.failure : error;
  }
}

const listening = (engine: EngineProcess) =>
  vi.waitUntil(() => typeof failureOf(() => engine.origin) === 'string', { timeout: 10_000 });

const STARTING = { kind: 'unavailable', reason: 'The embedded engine is starting.', retryAfterSeconds: 1 };

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
});

describe('the embedded engine', () => {
  it('is started with its arguments, and is where it says', async () => {
    const { engine } = engineOf('/some/models');
    expect(failureOf(() => engine.origin)).toEqual(STARTING);
    await engine.start();
    expect(engine.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d{4,5}$/);
    expect(await (await fetch(engine.origin)).json()).toEqual([
      '--models',
      '/some/models',
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--log-level',
      'warn',
    ]);
  });

  it('is started once, however often it is asked to', async () => {
    const { engine, log } = engineOf();
    await Promise.all([engine.start(), engine.start()]);
    await engine.start();
    expect(log.lines.filter(({ msg }) => msg === 'embedded engine listens')).toHaveLength(1);
  });

  it('is started again after a crash, elsewhere; nobody is asked meanwhile', async () => {
    const { engine, log } = engineOf();
    await engine.start();
    const { pid, origin } = engine;
    await expect(fetch(`${origin}/crash`)).rejects.toThrow('fetch failed');
    await log.line({ msg: 'embedded engine ended; it is started again', code: 7 });
    expect(failureOf(() => engine.origin)).toEqual(STARTING);
    expect(runs(pid)).toBe(false);
    await listening(engine);
    expect(engine.pid).not.toBe(pid);
    expect((await fetch(engine.origin)).status).toBe(200);
  });

  it('fails what it was answering when it crashes', async () => {
    const { engine } = engineOf();
    await engine.start();
    const ollama = new NativeOllamaService(
      { origin: engine.origin, basePath: '/hang' },
      { connectTimeoutMs: 0, firstByteTimeoutMs: 0, chunkTimeoutMs: 0, maxLineBytes: 1024 },
    );
    const { origin } = engine;
    const answer = firstValueFrom(ollama.version());
    await vi.waitUntil(async () => (await (await fetch(`${origin}/hanging`)).text()) === '1', { timeout: 10_000 });
    process.kill(engine.pid ?? 0, 'SIGKILL');
    await expect(answer).rejects.toMatchObject({ failure: { kind: 'connection-lost', origin, answering: false } });
    await ollama.close();
  });

  it('ends with the service', async () => {
    const { engine, log } = engineOf();
    await engine.start();
    const { pid } = engine;
    await engine.stop();
    expect(runs(pid)).toBe(false);
    expect(engine.pid).toBeUndefined();
    expect(log.text).not.toContain('started again');
    await engine.stop();
  });

  it('is killed when it does not end', async () => {
    const { engine } = engineOf('stubborn', { stopPatienceMs: 50 });
    await engine.start();
    const { pid } = engine;
    await engine.stop();
    expect(runs(pid)).toBe(false);
  });

  it('is tried again and again, at growing intervals, and not waited for for ever', async () => {
    const { engine, log } = engineOf('broken', { startPatienceMs: 10 });
    await engine.start();
    for (const restartInMs of [100, 200, 400]) {
      expect(await log.line({ restartInMs })).toMatchObject({ code: 3, signal: null });
    }
  });

  it('that waits for its next start is not started any more once it is stopped', async () => {
    const { engine, log } = engineOf('broken', { startPatienceMs: 60_000 });
    const started = engine.start();
    await log.line({ restartInMs: 100 });
    await engine.stop();
    await started;
    const lines = log.lines.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(log.lines).toHaveLength(lines);
  });

  it('without a Node to run it is tried again', async () => {
    const { engine, log } = engineOf('models', { startPatienceMs: 10 });
    const { execPath } = process;
    process.execPath = '/nowhere/node';
    try {
      await engine.start();
      await log.line({ msg: 'embedded engine ended; it is started again' });
    } finally {
      process.execPath = execPath;
    }
    await listening(engine);
    expect((await fetch(engine.origin)).status).toBe(200);
  });
});
