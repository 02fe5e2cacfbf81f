import { OpenAiError } from '../errors/openai-error.js';
import { toBase64 } from './base64.js';
import type { ContentPart } from './chat-message.js';
import { toImageData } from './image-data.js';

export interface NativeContent {
  content: string;
  /** Base64; audio travels here too. */
  images?: string[];
}

/**
 * The content of one message: texts joined by line breaks, images and audio gathered.
 * @param path where the content stands in the request
 * @throws OpenAiError 400 naming the part that cannot be taken
 */
export function toNativeContent(
  content: string | readonly ContentPart[] | null | undefined,
  path: string,
): NativeContent {
  if (typeof content === 'string') return { content };
  const texts: string[] = [];
  const images: string[] = [];
  for (const [index, part] of (content ?? []).entries()) {
    switch (part.type) {
      case 'text':
        texts.push(part.text);
        break;
      case 'refusal':
        texts.push(part.refusal);
        break;
      case 'image_url':
        images.push(imageOf(part.image_url, `${path}[${index}].image_url`));
        break;
      case 'input_audio':
        images.push(audioOf(part.input_audio.data, `${path}[${index}].input_audio.data`));
        break;
      case 'file':
        throw OpenAiError.unsupportedParameter(
          `${path}[${index}]`,
          'File parts are not supported: send the text itself.',
        );
    }
  }
  return { content: texts.join('\n'), ...(images.length > 0 && { images }) };
}

function imageOf(image: string | { url: string }, path: string): string {
  return typeof image === 'string' ? toImageData(image, path) : toImageData(image.url, `${path}.url`);
}

function audioOf(data: string, param: string): string {
  const audio = toBase64(data);
  if (audio !== undefined) return audio;
  throw OpenAiError.invalidRequest({
    message: `Invalid audio in '${param}': the data is not base64.`,
    param,
    code: 'invalid_audio',
  });
}
