import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, startFile, startGateway } from '../processes/start-process.ts';

export const CANDIDATES = ['direct', 'byte pipe', 'minimal translator', 'gateway'] as const;

/** Who is measured; `direct` is the fake Ollama itself, without anybody between. */
export type Candidate = (typeof CANDIDATES)[number];

/** More than the scenarios open at once: what is measured is not a limit that was set. */
const SETTINGS = { GATEWAY_UPSTREAM: 'ollama', GATEWAY_MAX_IN_FLIGHT: '16000' };

/** Starts all of them, each in a process of its own, in front of one fake Ollama. */
export async function startCandidates(): Promise<Record<Candidate, Running>> {
  const direct = await startFile('ollama/fake-ollama.ts', [], { measured: false });
  const upstream = [String(direct.port)];
  const log = join(mkdtempSync(join(tmpdir(), 'bench-')), 'gateway.log');
  return {
    direct,
    'byte pipe': await startFile('candidates/byte-pipe.ts', upstream, { measured: true }),
    'minimal translator': await startFile('candidates/minimal-translator.ts', upstream, { measured: true }),
    gateway: await startGateway({ ...SETTINGS, OLLAMA_HOST: `http://127.0.0.1:${direct.port}` }, log),
  };
}
