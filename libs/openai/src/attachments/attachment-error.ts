import { OpenAiError } from '../errors/openai-error.js';
import type { AttachmentKind } from './attachment.js';

/** Why an attachment cannot be taken. */
export type AttachmentProblem =
  'invalid-url' | 'download-failed' | 'invalid-base64' | 'empty' | 'too-large' | 'unsupported-type' | 'unreadable';

// The codes of images are OpenAI's.
const CODES: Record<AttachmentKind, Record<AttachmentProblem, string>> = {
  image: {
    'invalid-url': 'invalid_image_url',
    'download-failed': 'failed_to_download_image',
    'invalid-base64': 'invalid_base64_image',
    empty: 'empty_image_file',
    'too-large': 'image_file_too_large',
    'unsupported-type': 'unsupported_image_media_type',
    unreadable: 'image_parse_error',
  },
  document: {
    'invalid-url': 'invalid_file_url',
    'download-failed': 'failed_to_download_file',
    'invalid-base64': 'invalid_base64_file',
    empty: 'empty_file',
    'too-large': 'file_too_large',
    'unsupported-type': 'unsupported_file_type',
    unreadable: 'file_parse_error',
  },
};

const NAMES: Record<AttachmentKind, string> = { image: 'image', document: 'file' };

/**
 * 400: an attachment that cannot be taken.
 * @param reason what is wrong, as it goes on after a colon
 */
export function invalidAttachment(
  kind: AttachmentKind,
  param: string,
  problem: AttachmentProblem,
  reason: string,
): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `Invalid ${NAMES[kind]} in '${param}': ${reason}.`,
    param,
    code: CODES[kind][problem],
  });
}
