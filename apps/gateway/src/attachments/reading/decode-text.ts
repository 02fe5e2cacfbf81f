import { TextDecoder } from 'node:util';
import { IMAGE_HEAD_BYTES, imageFormatOf } from '@app/openai';
import { AttachmentFailure } from '../attachment-failure.js';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });
// Control characters are for binary data; but mainframes end their lines by one, and terminals get their colours so.
const NO_TEXT = /[^\P{Cc}\s\u0085]/u;
const ESCAPE = '\u001B';

/**
 * The text of a file: in the charset that was declared, else UTF-8, UTF-16 with a byte order mark, or Windows-1252
 * (which has all of Latin-1).
 * @param mediaType as it was declared, with its charset
 * @throws AttachmentFailure when it is no text
 */
export function decodeText(bytes: Uint8Array, mediaType: string | undefined): string {
  const text = decode(bytes, charsetOf(mediaType));
  if (text !== undefined && !NO_TEXT.test(text.replaceAll(ESCAPE, ''))) return text;
  throw new AttachmentFailure('unsupported-type', `${nameOf(bytes)}; text and PDF files are supported`);
}

function charsetOf(mediaType: string | undefined): string | undefined {
  return /;\s*charset\s*=\s*"?(?<charset>[^";\s]+)/i.exec(mediaType ?? '')?.groups?.['charset'];
}

function decode(bytes: Uint8Array, charset: string | undefined): string | undefined {
  if (charset !== undefined) return attempt(decoderOf(charset), bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return attempt(new TextDecoder('utf-16le', { fatal: true }), bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return attempt(new TextDecoder('utf-16be', { fatal: true }), bytes);
  return attempt(UTF_8, bytes) ?? new TextDecoder('windows-1252').decode(bytes);
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch {
    throw new AttachmentFailure('unsupported-type', 'its charset is unknown');
  }
}

function attempt(decoder: TextDecoder, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

function nameOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, IMAGE_HEAD_BYTES)).toString('latin1');
  const format = imageFormatOf(head);
  if (format !== undefined) return `it is a ${format} image, to be sent as an image`;
  return head.startsWith('PK\u0003\u0004') ? 'it is an Office document or a zip archive' : 'it is no text';
}
