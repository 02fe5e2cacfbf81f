import type { IncomingMessage } from 'node:http';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { FileInterceptor, type UploadedMultipartFile } from '@nestjs/platform-fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { decodedBody } from '../http/body/content-encoding.js';
import { fileTooLarge, toFormError } from './form-errors.js';

const FIELD = 'file';
/** As OpenAI's. */
const LARGEST_FILE_BYTES = 25 * 1024 * 1024;
/** What a form has beside its file: other fields, and the lines that divide them. */
const REST_OF_FORM_BYTES = 1024 * 1024;

const LIMITS = { fields: 32, parts: 33, fieldNameSize: 100, fieldSize: 64 * 1024 };

/** Reads the form of an audio route: the fields become the body, the bytes of the file among them. */
@Injectable()
export class AudioFormInterceptor
  extends FileInterceptor(FIELD, { limits: (request: FastifyRequest) => ({ ...LIMITS, fileSize: fileLimit(request) }) })
  implements NestInterceptor
{
  /** @throws OpenAiError 400 for what is no such form, 413 for too large a file */
  override async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const limit = fileLimit(request);
    // Nobody has to send what will not be taken.
    if (Number(request.headers['content-length']) > limit + REST_OF_FORM_BYTES) throw fileTooLarge(limit);
    const { raw } = request;
    try {
      request.raw = decodedForm(raw, limit + REST_OF_FORM_BYTES);
      return await super.intercept(context, {
        handle: () => {
          request.raw = raw;
          const { buffer } = (request as unknown as { file?: UploadedMultipartFile }).file ?? {};
          if (buffer !== undefined) (request.body as Record<string, unknown>)[FIELD] = buffer;
          return next.handle();
        },
      });
    } catch (error) {
      request.raw = raw;
      throw toFormError(error, limit);
    }
  }
}

/** What reads a form reads it from the request: one that was compressed gets a stand-in for that time. */
function decodedForm(raw: IncomingMessage, limit: number): IncomingMessage {
  const form = decodedBody(raw, raw.headers, limit);
  return form === raw ? raw : (Object.assign(form, { headers: raw.headers, socket: raw.socket }) as IncomingMessage);
}

function fileLimit({ server }: FastifyRequest): number {
  return Math.min(LARGEST_FILE_BYTES, server.initialConfig.bodyLimit ?? LARGEST_FILE_BYTES);
}
