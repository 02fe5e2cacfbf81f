import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeOllama } from '../support/fake-ollama/index.js';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { SpawnedGateway } from './support/spawned-gateway.js';
import { CHAT } from './support/resources.js';

const ollama = await FakeOllama.start();
afterAll(() => ollama.close());

const gateways: SpawnedGateway[] = [];
afterEach(() => {
  for (const gateway of gateways.splice(0)) gateway.kill();
});

async function start(stdout: 'pipe' | number): Promise<{ gateway: SpawnedGateway; url: string }> {
  const started = await SpawnedGateway.startAt({ OLLAMA_HOST: ollama.origin, GATEWAY_LOG_LEVEL: 'trace' }, stdout);
  gateways.push(started.gateway);
  return started;
}

async function statuses(url: string, count: number): Promise<Set<number>> {
  const seen = new Set<number>();
  for (let asked = 0; asked < count; asked++) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ ...CHAT.request, stream: asked % 2 === 0 });
    const response = await fetch(url + CHAT.path, { method: 'POST', headers, body });
    await response.text();
    seen.add(response.status);
  }
  return seen;
}

/** One that blocks its writer, as a shell and a container runtime make them, and that has a reader. */
function makePipe(): { path: string; pipe: number } {
  const path = mkdtempSync(join(tmpdir(), 'pipe-'));
  spawnSync('mkfifo', [join(path, 'log')]);
  return { path, pipe: openSync(join(path, 'log'), 'r+') };
}

describe('a log that cannot be written fails no request', { timeout: 60_000 }, () => {
  it('when its reader is gone', async () => {
    const { gateway, url } = await start('pipe');
    gateway.child.stdout?.destroy();
    expect([...(await statuses(url, 50))]).toEqual([200]);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
  });

  it('when its reader is stuck', async () => {
    const { gateway, url } = await start('pipe');
    gateway.child.stdout?.removeAllListeners('data').pause();
    // A pipe holds some 64 KiB: hundreds of lines.
    expect([...(await statuses(url, 600))]).toEqual([200]);
    gateway.child.stdout?.resume();
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
  });

  it('when nobody ever reads it, nor its end', async () => {
    const { path, pipe } = makePipe();
    const { gateway, url } = await start(pipe);
    expect([...(await statuses(url, 600))]).toEqual([200]);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(await gateway.complaints).toBe('');
    closeSync(pipe);
    rmSync(path, { recursive: true });
  });

  it('when the disk is full', async () => {
    const { gateway, url } = await start(openSync('/dev/full', 'w'));
    expect([...(await statuses(url, 50))]).toEqual([200]);
    gateway.child.kill('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(await gateway.complaints).toBe('');
  });
});
