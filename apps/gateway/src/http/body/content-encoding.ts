import type { IncomingHttpHeaders } from 'node:http';
import { type Duplex, pipeline, type Readable, Transform } from 'node:stream';
import { constants, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { OpenAiError } from '@app/openai';
import { bodyTooLarge } from './body-too-large.js';
import { FrameDecoder } from './frame-decoder.js';

// A frame may ask for 2 GiB of memory before its first byte is there; compressors use 8 MiB at most unless told otherwise.
const LARGEST_ZSTD_WINDOW_LOG = 23;

const DECODERS = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: LARGEST_ZSTD_WINDOW_LOG } }),
};

const NOT_ENCODED = new Set([undefined, '', 'identity']);

/**
 * The body of a request as it was before it was compressed, as some clients send long conversations; the body itself when it
 * is not. The headers say no more how it was sent. The connection outlives a broken body, so that it can be answered.
 *
 * @param limit of bytes once decoded; beyond it the body fails with OpenAiError 413, and with 400 where it is not what its
 *   encoding says
 * @throws OpenAiError 415 for an encoding that is not known
 */
export function decodedBody(body: Readable, headers: IncomingHttpHeaders, limit: number): Readable {
  const encoding = headers['content-encoding']?.trim().toLowerCase();
  if (NOT_ENCODED.has(encoding)) return body;
  if (!isKnown(encoding)) throw unsupported();
  delete headers['content-encoding'];
  delete headers['content-length'];
  return decoded(body, new FrameDecoder(DECODERS[encoding]), limit);
}

function decoded(source: Readable, decoder: Duplex, limit: number): Readable {
  const body = new SizeLimit(limit);
  // Nobody listens any more when the body was refused.
  body.on('error', () => {});
  source.once('error', (error) => body.destroy(error));
  decoder.once('error', () => body.destroy(brokenEncoding()));
  // What comes after an error is in the way of the next request.
  pipeline(decoder, body, (error) => error && source.unpipe(decoder).resume());
  // Not within the pipeline, which would destroy it.
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
    if (this.bytes > this.limit) done(bodyTooLarge());
    else done(null, chunk);
  }
}

function isKnown(encoding: string | undefined): encoding is keyof typeof DECODERS {
  return encoding !== undefined && Object.hasOwn(DECODERS, encoding);
}

function unsupported(): OpenAiError {
  return new OpenAiError({
    status: 415,
    type: 'invalid_request_error',
    message: 'The content-encoding of the request body is not supported. Supported are zstd, gzip and deflate.',
    code: 'unsupported_content_encoding',
  });
}

function brokenEncoding(): OpenAiError {
  return OpenAiError.invalidRequest({ message: 'The request body is not what its content-encoding says.' });
}
