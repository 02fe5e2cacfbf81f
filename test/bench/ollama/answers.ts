// What the fake Ollama sends, made once: bytes of HTTP as Ollama's own server writes them, a chunk of the transfer for
// each line.
const BASE = { model: 'demo', created_at: '2026-11-24T00:07:01.645615315Z' };
const END = { done: true, done_reason: 'stop', total_duration: 1e9, prompt_eval_count: 9, eval_count: 500 };

export const STREAM_HEAD = Buffer.from(
  'HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n',
);

/** One word of an answer. */
export const TOKEN = ' token';
export const WHOLE_ANSWER = TOKEN.repeat(20);

const INPUTS = 32;
const DIMENSIONS = 768;

export const PLAIN_ANSWER = whole(lineOf(WHOLE_ANSWER, END));
export const VERSION_ANSWER = whole('{"version":"0.13.0"}');
export const EMBED_ANSWER = whole(
  JSON.stringify({ model: 'demo', embeddings: vectors(), total_duration: 1e9, prompt_eval_count: 320 }),
);

/** A stream of that many tokens, as the pieces that go out one after the other; the last ends the answer. */
export function streamOf(tokens: number): Buffer[] {
  const token = transferChunk(lineOf(TOKEN, { done: false }));
  const end = Buffer.concat([transferChunk(lineOf('', END)), Buffer.from('0\r\n\r\n')]);
  return [...Array.from({ length: tokens }, () => token), end];
}

function lineOf(content: string, fields: object): string {
  return `${JSON.stringify({ ...BASE, message: { role: 'assistant', content }, ...fields })}\n`;
}

function transferChunk(text: string): Buffer {
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}

function whole(body: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Numbers with as many digits as a model's, which are of 32 bits. */
function vectors(): number[][] {
  return Array.from({ length: INPUTS }, (_, row) =>
    Array.from({ length: DIMENSIONS }, (_, column) =>
      Number((Math.sin(row * DIMENSIONS + column) / 28).toPrecision(8)),
    ),
  );
}
