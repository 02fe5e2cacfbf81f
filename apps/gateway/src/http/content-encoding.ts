import { pipeline, type Readable, Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { OpenAiError } from '@app/openai';
import type { preParsingHookHandler } from 'fastify';
import { bodyKindOf } from './body-kinds.js';

// A frame may ask for 2 GiB of memory before its first byte is there; compressors use 8 MiB at most unless told otherwise.
const LARGEST_ZSTD_WINDOW_LOG = 23;

const DECODERS = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: LARGEST_ZSTD_WINDOW_LOG } }),
};

const NOT_ENCODED = new Set([undefined, '', 'identity']);

/** Takes compressed request bodies, as some clients send long conversations; decoded, they are as large as a route takes. */
export const decodeBody: preParsingHookHandler = (request, _reply, payload, done) => {
  const { headers, routeOptions } = request;
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  const kind = bodyKindOf(request);
  if (NOT_ENCODED.has(encoding) || kind === 'stream') return done(null, payload);
  if (kind === 'multipart') return done(unsupported('A form is not compressed.'));
  if (!isKnown(encoding)) return done(unsupported('Supported are zstd, gzip and deflate.'));
  // Whoever reads the body from here on reads it decoded.
  delete headers['content-encoding'];
  delete headers['content-length'];
  done(null, decoded(payload as Readable, DECODERS[encoding](), routeOptions.bodyLimit));
};

function decoded(source: Readable, decoder: Transform, limit: number): Readable {
  const body = new SizeLimit(limit);
  // Nobody listens any more when the body was refused.
  body.on('error', () => {});
  source.once('error', (error) => body.destroy(error));
  decoder.once('error', () => body.destroy(brokenEncoding()));
  pipeline(decoder, body, (error) => error && source.unpipe(decoder));
  // Not within the pipeline: the connection outlives a broken body, so that it can be answered.
  source.pipe(decoder);
  return body;
}

class SizeLimit extends Transform {
  private bytes = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: Error | null, chunk?: Buffer) => void): void {
    this.bytes += chunk.length;
    if (this.bytes > this.limit) done(tooLarge());
    else done(null, chunk);
  }
}

function isKnown(encoding: string | undefined): encoding is keyof typeof DECODERS {
  return encoding !== undefined && Object.hasOwn(DECODERS, encoding);
}

function unsupported(accepted: string): OpenAiError {
  return new OpenAiError({
    status: 415,
    type: 'invalid_request_error',
    message: `The content-encoding of the request body is not supported. ${accepted}`,
    code: 'unsupported_content_encoding',
  });
}

function brokenEncoding(): OpenAiError {
  return OpenAiError.invalidRequest({ message: 'The request body is not what its content-encoding says.' });
}

function tooLarge(): OpenAiError {
  return new OpenAiError({
    status: 413,
    type: 'invalid_request_error',
    message: 'The request body is too large.',
    code: 'request_too_large',
  });
}
