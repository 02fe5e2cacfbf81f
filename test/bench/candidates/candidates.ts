import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, startFile, startGateway } from '../processes/start-process.ts';

export const CANDIDATES = ['direct', 'byte pipe', 'minimal translator', 'gateway'] as const;

/** Who is measured; `direct` is the fake Ollama itself, without anybody between. */
export type Candidate = (typeof CANDIDATES)[number];

/** More than the scenarios open at once: what is measured is not a limit that was set. */
const SETTINGS = {
  GATEWAY_UPSTREAM: 'ollama',
  GATEWAY_MAX_IN_FLIGHT: '16000',
  // A machine that is busy with something else would have it turn streams away.
  GATEWAY_MAX_EVENT_LOOP_DELAY: '60s',
};

/** Starts all of them, each in a process of its own, in front of one fake Ollama. */
export async function startCandidates(): Promise<Record<Candidate, Running>> {
  const direct = await startFile('ollama/fake-ollama.ts', [], { measured: false });
  return {
    direct,
    'byte pipe': await startCandidate('byte pipe', direct),
    'minimal translator': await startCandidate('minimal translator', direct),
    gateway: await startCandidate('gateway', direct),
  };
}

export function startCandidate(candidate: Exclude<Candidate, 'direct'>, upstream: Running): Promise<Running> {
  const { port } = upstream;
  switch (candidate) {
    case 'byte pipe':
      return startFile('candidates/byte-pipe.ts', [String(port)], { measured: true });
    case 'minimal translator':
      return startFile('candidates/minimal-translator.ts', [String(port)], { measured: true });
    case 'gateway': {
      const log = join(mkdtempSync(join(tmpdir(), 'bench-')), 'gateway.log');
      return startGateway({ ...SETTINGS, OLLAMA_HOST: `http://127.0.0.1:${port}` }, log);
    }
  }
}
