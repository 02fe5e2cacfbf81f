import { Inject, Injectable } from '@nestjs/common';
import { type Attachment, invalidAttachment, OpenAiError } from '@app/openai';
import { catchError, defer, last, merge, mergeMap, type Observable, of, tap, throwError } from 'rxjs';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { AttachmentFailure } from './attachment-failure.js';
import { AttachmentReader } from './reading/attachment-reader.js';
import { ByteAllowance } from './remote/byte-allowance.js';
import { RemoteFiles } from './remote/remote-files.js';

/** Gets what a request only names or encloses: fetches it, converts it, reads it, and puts it in its place. */
@Injectable()
export class AttachmentLoader {
  constructor(
    private readonly remoteFiles: RemoteFiles,
    private readonly reader: AttachmentReader,
    @Inject(CONFIGURATION)
    private readonly configuration: Pick<Configuration, 'fetchImages' | 'maxAttachments' | 'bodyLimit'>,
  ) {}

  /**
   * Loads all attachments of a request side by side; one that cannot be had fails them all.
   *
   * @returns a cold Observable that emits once, when each is in its place; unsubscribing ends what is under way
   * @throws OpenAiError 400 naming the attachment (by the Observable)
   */
  load(attachments: readonly Attachment[]): Observable<unknown> {
    return defer(() => {
      this.refuse(attachments);
      // As much as the request could have enclosed.
      const allowance = new ByteAllowance(this.configuration.bodyLimit);
      return merge(...attachments.map((attachment) => this.loadOne(attachment, allowance)));
    }).pipe(last());
  }

  private loadOne(attachment: Attachment, allowance: ByteAllowance): Observable<string> {
    const { kind, param, source } = attachment;
    const mediaType = 'data' in source ? source.mediaType : undefined;
    const bytes: Observable<Uint8Array> =
      'url' in source ? this.remoteFiles.get(source.url, allowance) : of(Buffer.from(source.data, 'base64'));
    return bytes.pipe(
      mergeMap((file) => this.reader.read(kind, file, mediaType)),
      tap((content) => attachment.fill(content)),
      catchError((error: unknown) =>
        throwError(() =>
          error instanceof AttachmentFailure ? invalidAttachment(kind, param, error.problem, error.reason) : error,
        ),
      ),
    );
  }

  private refuse(attachments: readonly Attachment[]): void {
    const { maxAttachments, fetchImages } = this.configuration;
    const tooMany = attachments[maxAttachments];
    if (tooMany !== undefined) {
      throw OpenAiError.invalidRequest({
        message: `Too many attachments: at most ${maxAttachments} images by URL, gifs and files may be in a request.`,
        param: tooMany.param,
        code: 'too_many_attachments',
      });
    }
    const remote = attachments.find(({ source }) => 'url' in source);
    if (remote !== undefined && !fetchImages) {
      throw OpenAiError.unsupportedParameter(
        remote.param,
        'Nothing is fetched by URL here: send a data URL with base64 data.',
      );
    }
  }
}
