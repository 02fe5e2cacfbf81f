import { OpenAiError } from '../errors/openai-error.js';
import { missing, toError } from '../validation/violation.js';
import type { Attachment } from './attachment.js';
import { type AttachmentProblem, invalidAttachment } from './attachment-error.js';
import { toBase64 } from './base64.js';
import { parseDataUrl } from './data-url.js';

/** A file of a request, as chat completions and responses have it. */
export interface FileInput {
  /** Base64, with or without the head of a data URL. */
  file_data?: string | null;
  /** Responses only. */
  file_url?: string | null;
  file_id?: string | null;
  /** Told to the model, on a line of its own before the text. */
  filename?: string | null;
}

/**
 * Takes a file whose text the model is to read.
 * @param param where the file stands, for the error
 * @param place puts the text where it belongs
 * @throws OpenAiError 400 for a stored file, no file at all, or data that is not base64
 */
export function takeDocument(file: FileInput, param: string, place: (text: string) => void): Attachment {
  if (isSet(file.file_id)) {
    throw OpenAiError.unsupportedParameter(
      `${param}.file_id`,
      "'file_id' is not supported: no files are stored. Send 'file_data'.",
    );
  }
  const fill = (text: string) => place(file.filename ? `${file.filename}:\n${text}` : text);
  if (isSet(file.file_url)) {
    return { kind: 'document', param: `${param}.file_url`, source: { url: file.file_url }, fill };
  }
  if (!isSet(file.file_data)) throw toError(missing(`${param}.file_data`));
  return {
    kind: 'document',
    param: `${param}.file_data`,
    source: toData(file.file_data, `${param}.file_data`),
    fill,
  };
}

function toData(text: string, param: string): { data: string; mediaType: string | undefined } {
  const { data, mediaType } = /^data:/i.test(text)
    ? (parseDataUrl(text) ?? { data: undefined, mediaType: undefined })
    : { data: toBase64(text), mediaType: undefined };
  if (data === undefined) throw invalid(param, 'invalid-base64', 'the data is not base64');
  if (data === '') throw invalid(param, 'empty', 'there is no data');
  return { data, mediaType };
}

function invalid(param: string, problem: AttachmentProblem, reason: string) {
  return invalidAttachment('document', param, problem, reason);
}

function isSet<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
