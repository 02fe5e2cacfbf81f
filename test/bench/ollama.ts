// A process that answers as a very fast Ollama would: `node ollama.ts TOKENS` prints its port, then serves.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const tokens = Number(process.argv[2]);
const base = { model: 'demo', created_at: '2026-11-24T00:07:01.645615315Z' };
const end = { done: true, done_reason: 'stop', total_duration: 1e9, prompt_eval_count: 9, eval_count: tokens };

function line(content: string, fields: object): string {
  return `${JSON.stringify({ ...base, message: { role: 'assistant', content }, ...fields })}\n`;
}

const whole = line(' token'.repeat(tokens), end);
const stream = line(' token', { done: false }).repeat(tokens) + line('', end);

const server = createServer(async (request, response) => {
  const body = await text(request);
  if (request.url !== '/api/chat') {
    response.end('{"version":"0.0.0"}');
    return;
  }
  const { stream: streamed } = JSON.parse(body) as { stream: boolean };
  response.writeHead(200, { 'content-type': streamed ? 'application/x-ndjson' : 'application/json' });
  response.end(streamed ? stream : whole);
});

server.keepAliveTimeout = 0;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
