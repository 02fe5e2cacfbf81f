// The least that speaks the OpenAI API: a JSON.parse and a JSON.stringify for each chunk, nothing checked, nothing logged.
// `node minimal-translator.ts <port of Ollama>`
import { Agent, createServer, type IncomingMessage, request as ask, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from '../processes/listen.ts';

interface NativeChunk {
  message: { content: string };
  done: boolean;
}

const upstream = { host: '127.0.0.1', port: Number(process.argv[2]), agent: new Agent({ keepAlive: true }) };
const headers = { 'content-type': 'application/json' };

const server = createServer(async (request, response) => {
  const body = (await json(request)) as { model: string; stream?: boolean; encoding_format?: string };
  const isChat = request.url === '/v1/chat/completions';
  const native = JSON.stringify({ stream: false, ...body });
  const asked = ask({ ...upstream, method: 'POST', path: isChat ? '/api/chat' : '/api/embed', headers });
  asked.setHeader('content-length', Buffer.byteLength(native));
  asked.on('response', (answer: IncomingMessage) => {
    if (!isChat) void tellVectors(answer, response, body.encoding_format === 'base64');
    else if (body.stream) tellChunks(answer, response, body.model);
    else void tellAnswer(answer, response, body.model);
  });
  asked.on('error', () => response.destroy());
  response.on('close', () => asked.destroyed || response.writableFinished || asked.destroy());
  asked.end(native);
});

async function tellAnswer(answer: IncomingMessage, response: ServerResponse, model: string): Promise<void> {
  const { message } = (await json(answer)) as NativeChunk;
  const choices = [{ index: 0, message, finish_reason: 'stop' }];
  send(response, { id: 'chatcmpl-1', object: 'chat.completion', created: 0, model, choices });
}

function tellChunks(answer: IncomingMessage, response: ServerResponse, model: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let begun = '';
  answer.setEncoding('utf8');
  answer.on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    for (const line of lines) response.write(toEvent(JSON.parse(line) as NativeChunk, model));
  });
  answer.on('end', () => response.end('data: [DONE]\n\n'));
}

function toEvent({ message, done }: NativeChunk, model: string): string {
  const delta = done ? {} : { content: message.content };
  const choices = [{ index: 0, delta, finish_reason: done ? 'stop' : null }];
  const chunk = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 0, model, choices };
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

async function tellVectors(answer: IncomingMessage, response: ServerResponse, asBase64: boolean): Promise<void> {
  const { model, embeddings } = (await json(answer)) as { model: string; embeddings: number[][] };
  const toBase64 = (vector: number[]) => Buffer.from(new Float32Array(vector).buffer).toString('base64');
  const data = embeddings.map((vector, index) => ({
    object: 'embedding',
    index,
    embedding: asBase64 ? toBase64(vector) : vector,
  }));
  send(response, { object: 'list', model, data });
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, headers).end(JSON.stringify(body));
}

server.keepAliveTimeout = 0;
listen(server);
