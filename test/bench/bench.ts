// What the gateway costs: the same load on a very fast fake Ollama, directly and through the gateway. Everything runs on
// this machine, the load too, so that the numbers compare with each other only.
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { startGatewayProcess } from '../support/gateway-process.ts';
import { startProgram } from '../support/program.ts';
import { type Load, measure, type Measured, percentile, type Target } from './load.ts';
import { secondsToFirstAnswer } from './start.ts';

const TOKENS = 500;
const WARM_UP: Load[] = [
  { requests: 2000, connections: 16 },
  { requests: 100, connections: 16, streamedTokens: TOKENS },
];
const PLAIN: Load[] = [
  { requests: 2000, connections: 1 },
  { requests: 6000, connections: 16 },
  { requests: 6000, connections: 128 },
];
const STREAMED: Load[] = [
  { requests: 200, connections: 1, streamedTokens: TOKENS },
  { requests: 600, connections: 16, streamedTokens: TOKENS },
];

const ollama = await startProgram([process.execPath, 'test/bench/ollama.ts', String(TOKENS)], /^(\d+)$/);
const direct: Target = {
  origin: `http://127.0.0.1:${ollama.found}`,
  path: '/api/chat',
  token: '"done":false',
  end: '"done":true',
};
const gateway = await startGatewayProcess({ GATEWAY_UPSTREAM: 'ollama', OLLAMA_HOST: direct.origin });
const throughGateway: Target = {
  origin: gateway.origin,
  path: '/v1/chat/completions',
  token: '" token"',
  end: '"finish_reason":"stop"',
};

let failed = 0;
try {
  console.log(`${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}`);
  for (const load of WARM_UP) await compare(load);
  for (const load of PLAIN) {
    const [without, within] = await compare(load);
    console.log(
      `plain, connections: ${load.connections}: ${rate(within.requestsPerSecond)} requests/s ` +
        `(directly ${rate(without.requestsPerSecond)}); ${latency(without, within)}`,
    );
  }
  for (const load of STREAMED) {
    const [without, within] = await compare(load);
    console.log(
      `streamed, connections: ${load.connections}, ${TOKENS} tokens at once: ${rate(within.tokensPerSecond)} tokens/s ` +
        `(directly ${rate(without.tokensPerSecond)}); ${latency(without, within)}`,
    );
  }
  console.log(`peak memory of the gateway: ${peakMemory(gateway.pid).toFixed(0)} MiB`);
} finally {
  await gateway.close();
  await ollama.close();
}
console.log(`npm start to the demo model's first answer: ${(await secondsToFirstAnswer()).toFixed(2)} s`);
console.log(`failed or incomplete answers: ${failed}`);
process.exitCode = failed === 0 ? 0 : 1;

async function compare(load: Load): Promise<[Measured, Measured]> {
  const without = await measure(direct, load);
  const within = await measure(throughGateway, load);
  failed += without.failed + within.failed;
  return [without, within];
}

function latency(without: Measured, within: Measured): string {
  const milliseconds = (measured: Measured, part: number) => percentile(measured.firstByte, part).toFixed(2);
  return [0.5, 0.99]
    .map((part) => `p${part * 100} ${milliseconds(within, part)} ms (directly ${milliseconds(without, part)})`)
    .join(', ');
}

/** Largest resident memory of a process so far, in MiB. */
function peakMemory(pid: number): number {
  const [, kibibytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}

function rate(value: number): string {
  return Math.round(value).toLocaleString('en');
}
