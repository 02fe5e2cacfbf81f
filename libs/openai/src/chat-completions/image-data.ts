import { OpenAiError } from '../errors/openai-error.js';
import { toBase64 } from './base64.js';

// No type at all is taken too, as Ollama does.
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/jpg', 'image/webp', 'image/gif', '']);

/**
 * The base64 data of an image's data URL.
 * @param path where the URL stands, for the error
 * @throws OpenAiError 400 for any other URL
 */
export function toImageData(url: string, path: string): string {
  if (/^https?:/i.test(url)) {
    throw OpenAiError.unsupportedParameter(
      path,
      'Images by http(s) URL are not supported: send a data URL with base64 data.',
    );
  }
  const comma = url.indexOf(',');
  const header = /^data:(?<type>[^;,]*)(?:;[^;,]*)*;base64$/i.exec(url.slice(0, Math.max(comma, 0)));
  const type = header?.groups?.['type']?.toLowerCase();
  if (type === undefined) throw invalidImage(path, 'expected a data URL with base64 data (data:image/png;base64,…)');
  if (!IMAGE_TYPES.has(type)) throw invalidImage(path, `expected a png, jpeg, webp or gif image, but got '${type}'`);
  const data = toBase64(url.slice(comma + 1));
  if (data === undefined) throw invalidImage(path, 'the data is not base64');
  return data;
}

function invalidImage(param: string, reason: string): OpenAiError {
  return OpenAiError.invalidRequest({
    message: `Invalid image in '${param}': ${reason}.`,
    param,
    code: 'invalid_image',
  });
}
