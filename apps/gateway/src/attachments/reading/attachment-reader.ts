import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { AdmissionQueue } from '@app/ollama';
import {
  type AttachmentKind,
  IMAGE_HEAD_BYTES,
  imageFormatOf,
  isNativeImageFormat,
  unsupportedImage,
} from '@app/openai';
import { defer, type Observable, of } from 'rxjs';
import { CONFIGURATION } from '../../config/configuration.module.js';
import type { Configuration } from '../../config/settings.js';
import { AttachmentFailure } from '../attachment-failure.js';
import { runIsolated } from '../isolation/run-isolated.js';
import { decodeText } from './decode-text.js';

const MEMORY_BYTES = 256 * 1024 ** 2;

/** Makes what Ollama takes of a file's bytes: the base64 data of an image, the text of a document. */
@Injectable()
export class AttachmentReader {
  readonly #timeMs: number;
  // Reading is all computing, and the service has requests to serve meanwhile.
  readonly #threads: AdmissionQueue;

  constructor(
    @Inject(CONFIGURATION)
    {
      attachmentTimeout,
      maxQueue,
      queueTimeout,
    }: Pick<Configuration, 'attachmentTimeout' | 'maxQueue' | 'queueTimeout'>,
  ) {
    this.#timeMs = attachmentTimeout;
    this.#threads = new AdmissionQueue({
      maxInFlight: Math.max(1, availableParallelism() - 1),
      maxWaiting: maxQueue,
      maxWaitMs: queueTimeout,
    });
  }

  /**
   * @param mediaType as it was declared; the bytes decide
   * @returns a cold Observable of the content, which fails with an AttachmentFailure
   */
  read(kind: AttachmentKind, bytes: Uint8Array, mediaType: string | undefined): Observable<string> {
    return defer(() => {
      if (bytes.length === 0) throw new AttachmentFailure('empty', 'there is no data');
      return kind === 'image' ? this.#readImage(bytes) : this.#readDocument(bytes, mediaType);
    });
  }

  #readImage(bytes: Uint8Array): Observable<string> {
    const format = imageFormatOf(Buffer.from(bytes.subarray(0, IMAGE_HEAD_BYTES)).toString('latin1'));
    if (format === 'gif') return this.#isolated('gif-to-png', bytes);
    if (!isNativeImageFormat(format)) throw new AttachmentFailure('unsupported-type', unsupportedImage(format));
    return of(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'));
  }

  #readDocument(bytes: Uint8Array, mediaType: string | undefined): Observable<string> {
    return isPdf(bytes, mediaType) ? this.#isolated('pdf-text', bytes) : of(decodeText(bytes, mediaType));
  }

  #isolated(worker: 'gif-to-png' | 'pdf-text', bytes: Uint8Array): Observable<string> {
    // Of TypeScript under test, of JavaScript when built.
    const script = new URL(`../isolation/${worker}.worker${extname(import.meta.url)}`, import.meta.url);
    return this.#threads.admit(runIsolated(script, bytes, { timeMs: this.#timeMs, memoryBytes: MEMORY_BYTES }));
  }
}

function isPdf(bytes: Uint8Array, mediaType: string | undefined): boolean {
  if (/^application\/pdf\b/i.test(mediaType ?? '')) return true;
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}
