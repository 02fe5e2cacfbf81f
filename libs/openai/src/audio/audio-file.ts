import { OpenAiError } from '../errors/openai-error.js';
import { missing, toError } from '../validation/violation.js';
import { audioFormatOf, listAudioFormats } from './audio-format.js';

const PARAM = 'file';

/**
 * The recording in a form, as Ollama takes it: base64.
 * @throws OpenAiError 400 for no file, an empty one, or one that is no recording of a known format
 */
export function toAudioData(file: unknown): string {
  if (file === undefined) throw toError(missing(PARAM));
  if (!(file instanceof Uint8Array)) throw invalid('invalid_type', 'it is a text field; send a file');
  if (file.length === 0) throw invalid('empty_file', 'it is empty');
  if (audioFormatOf(file) === undefined) {
    throw invalid('unsupported_file_type', `its data is of no known audio format; ${listAudioFormats()} are supported`);
  }
  return Buffer.from(file.buffer, file.byteOffset, file.length).toString('base64');
}

function invalid(code: string, reason: string): OpenAiError {
  return OpenAiError.invalidRequest({ message: `Invalid audio in '${PARAM}': ${reason}.`, param: PARAM, code });
}
