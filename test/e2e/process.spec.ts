import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CapturedLog } from '../support/captured-log.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const STORY = { model: 'demo', messages: [{ role: 'user', content: 'Tell me a story about a dog.' }], stream: true };

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** The built service, as `npm start` runs it. */
function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['dist/apps/gateway/src/main.js'], {
    cwd: PROJECT,
    env: { PORT: '0', GATEWAY_UPSTREAM: 'engine', GATEWAY_LOG_LEVEL: 'debug', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const log = new CapturedLog();
  createInterface(child.stdout).on('line', (line) => log.write(`${line}\n`));
  const exit = once(child, 'exit').then(([code, signal]) => ({ code: code as number, signal: signal as string }));
  return { child, log, exit, complaints: text(child.stderr) };
}

/** Where it listens, and where the engine does. */
async function listening(log: CapturedLog): Promise<{ url: string; engine: string }> {
  const { port } = await log.line({ msg: 'embedded engine listens' });
  const { url } = await log.line({ msg: 'Ollama Gateway listens; the documentation is at /docs' });
  return { url: String(url), engine: `http://127.0.0.1:${String(port)}` };
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe('the process', { timeout: 60_000 }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends on %s, and the engine with it', async (signal) => {
    const { child, log, exit, complaints } = run({});
    const { url, engine } = await listening(log);
    expect(await answers(url)).toBe(true);
    expect(await answers(engine)).toBe(true);
    child.kill(signal);
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(await answers(engine)).toBe(false);
    expect(await complaints).toBe('');
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    // Written asynchronously, and yet not lost.
    expect(await log.line({ msg: 'request' })).toMatchObject({ route: '/', status: 200 });
  });

  it('ends in time in mid-stream', async () => {
    const { child, log, exit } = run({ GATEWAY_DRAIN_TIMEOUT: '100ms' });
    const { url, engine } = await listening(log);
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...STORY, max_tokens: 1_000_000 }),
    });
    child.kill('SIGTERM');
    expect((await response.text()).split('\n\n').at(-2)).toMatch(/^data: (\[DONE\]|.*"code":"service_stopping".*)$/);
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(await answers(engine)).toBe(false);
  });

  it('that is killed does not leave the engine behind', async () => {
    const { child, log, exit } = run({});
    const { engine } = await listening(log);
    child.kill('SIGKILL');
    await exit;
    // The engine hears of it by the channel that closes.
    await vi.waitUntil(async () => !(await answers(engine)), { timeout: 10_000 });
    expect(await answers(engine)).toBe(false);
  });

  it('says that the directory of its models does not exist', async () => {
    const { child, log, exit } = run({ GATEWAY_MODELS_DIR: '/nowhere' });
    expect(await log.line({ level: 'warn' })).toMatchObject({
      modelsDirectory: '/nowhere',
      msg: 'GATEWAY_MODELS_DIR does not exist: no models',
    });
    await listening(log);
    child.kill('SIGTERM');
    expect(await exit).toEqual({ code: 0, signal: null });
  });

  it('does not start with a setting that is wrong, and says which', async () => {
    const { exit, complaints } = run({ GATEWAY_BODY_LIMIT: 'large' });
    expect(await exit).toEqual({ code: 1, signal: null });
    expect(await complaints).toBe(
      'Ollama Gateway cannot start: GATEWAY_BODY_LIMIT is "large", but must be a size such as 512KiB or 32MiB, from 1 KiB to 1 GiB.\n',
    );
  });

  it.each(['256.1.1.1', '192.0.2.1'])('does not start where it cannot listen, as at %s, and says so', async (HOST) => {
    const { exit, complaints } = run({ HOST });
    expect(await exit).toEqual({ code: 1, signal: null });
    expect(await complaints).toBe(
      `Ollama Gateway cannot start: HOST is "${HOST}", but must be a name or an address of this machine.\n`,
    );
  });

  it('does not start where somebody listens already, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { exit, complaints, log } = run({ PORT: String(port) });
    expect(await exit).toEqual({ code: 1, signal: null });
    expect(await complaints).toBe(
      `Ollama Gateway cannot start: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    );
    other.close();
    const engine = await log.line({ msg: 'embedded engine listens' });
    await vi.waitUntil(async () => !(await answers(`http://127.0.0.1:${String(engine['port'])}`)), { timeout: 10_000 });
  });
});
