import { connect } from 'node:net';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { chatEnd, json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { statusesOfOneConnection } from '../../support/one-connection.js';
import { form, HEARS, wav } from './recordings.js';

const KIB = 1024;
const MIB = KIB * KIB;
const encoders = Object.entries({ gzip: gzipSync, deflate: deflateSync, zstd: zstdCompressSync });

const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_BODY_LIMIT: '64KiB' });

beforeEach(() => {
  ollama.answers('POST /api/show', HEARS);
  ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Hi' } })));
});

/** A form as it goes over the wire. */
async function encodedForm(file?: Buffer): Promise<{ type: string; bytes: Buffer }> {
  const request = new Request('http://localhost', { method: 'POST', body: form({ language: 'en' }, file) });
  return { type: request.headers.get('content-type') ?? '', bytes: Buffer.from(await request.arrayBuffer()) };
}

async function answerTo(type: string, body: Uint8Array, encoding: string): Promise<[number, unknown]> {
  const response = await gateway.fetch('/v1/audio/transcriptions', {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': type, 'content-encoding': encoding },
  });
  return [response.status, await response.json()];
}

function refused(message: string, param: string | null, code: string | null, status: number) {
  return [status, { error: { message, type: 'invalid_request_error', param, code } }];
}

const TOO_LARGE = refused('The file is larger than 65536 bytes.', 'file', 'request_too_large', 413);
const BROKEN = refused('The request body is not what its content-encoding says.', null, null, 400);

describe.each(encoders)('a form compressed as %s', (encoding, encode) => {
  it('is read', async () => {
    const { type, bytes } = await encodedForm();
    expect(await answerTo(type, encode(bytes), encoding)).toEqual([200, expect.objectContaining({ text: 'Hi' })]);
    expect(ollama.requests.at(-1)?.body).toMatchObject({ messages: [{}, { images: [wav().toString('base64')] }] });
  });

  it.each([
    ['a file', 64 * KIB + 1],
    ['a form', 40 * MIB],
  ])('is limited as %s once it is decoded', async (_what, size) => {
    const { type, bytes } = await encodedForm(Buffer.alloc(size));
    const body = encode(bytes);
    expect(body.length).toBeLessThan(64 * KIB);
    expect(await answerTo(type, body, encoding)).toEqual(TOO_LARGE);
  });

  it('is limited where the file is small and the rest has no end', async () => {
    const { type, bytes } = await encodedForm();
    expect(await answerTo(type, encode(Buffer.concat([bytes, Buffer.alloc(40 * MIB)])), encoding)).toEqual(TOO_LARGE);
  });

  it('is refused where it is not what it says', async () => {
    const { type, bytes } = await encodedForm();
    const encoded = encode(bytes);
    for (const body of [bytes, encoded.subarray(0, -6), Buffer.concat([encoded, Buffer.from('rest')])]) {
      expect(await answerTo(type, body, encoding)).toEqual(BROKEN);
    }
    expect(ollama.requests).toEqual([]);
  });

  it('is refused where it is no form', async () => {
    expect(await answerTo('multipart/form-data; boundary=x', encode('Hello'), encoding)).toEqual(
      refused('The body is not the form that its content-type says: it ends too early.', null, 'invalid_form', 400),
    );
  });
});

describe('a compressed form', () => {
  it('of an encoding that nobody knows is a 415', async () => {
    expect(await answerTo('multipart/form-data; boundary=x', Buffer.from('x'), 'br')).toEqual(
      refused(
        'The content-encoding of the request body is not supported. Supported are zstd, gzip and deflate.',
        null,
        'unsupported_content_encoding',
        415,
      ),
    );
  });

  it('that is refused leaves the connection as it was', async () => {
    const headers = { 'content-encoding': 'zstd', 'content-type': 'multipart/form-data; boundary=x' };
    const bytes = Buffer.alloc(MIB);
    expect(await statusesOfOneConnection(gateway.port, '/v1/audio/translations', headers, bytes)).toEqual([400, 404]);
  });

  it('whose client leaves is forgotten', async () => {
    const { type, bytes } = await encodedForm();
    const encoded = zstdCompressSync(bytes);
    const socket = connect(gateway.port, '127.0.0.1');
    const lines = ['POST /v1/audio/transcriptions HTTP/1.1', 'host: localhost', 'content-encoding: zstd'];
    const own = ['x-request-id: leaves', `content-type: ${type}`, `content-length: ${encoded.length}`];
    socket.write([...lines, ...own, '', ''].join('\r\n'));
    socket.write(encoded.subarray(0, -10), () => socket.destroy());
    expect(await gateway.log.line({ requestId: 'leaves' })).toMatchObject({ clientGone: true });
    expect(ollama.requests).toEqual([]);
  });
});
