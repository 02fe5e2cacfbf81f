import type { Attachment } from './attachment.js';
import { type AttachmentProblem, invalidAttachment } from './attachment-error.js';
import { parseDataUrl } from './data-url.js';
import { IMAGE_HEAD_BYTES, imageFormatOf, isNativeImageFormat, unsupportedImage } from './image-format.js';

/**
 * Takes an image by its URL: what Ollama takes as it is, is placed at once; what has to be fetched or converted first is
 * returned as an attachment. The content decides what the image is, not the type that the URL declares.
 * @param param where the URL stands, for the error
 * @param place puts the base64 data where it belongs
 * @throws OpenAiError 400 for what is no image, or none that can be had
 */
export function takeImage(url: string, param: string, place: (data: string) => void): Attachment | undefined {
  if (/^https?:/i.test(url)) return { kind: 'image', param, source: { url }, fill: place };
  const parsed = parseDataUrl(url);
  if (parsed === undefined) {
    throw invalid(
      param,
      'invalid-url',
      'expected an http(s) URL or a data URL with base64 data (data:image/png;base64,…)',
    );
  }
  const { data, mediaType } = parsed;
  if (data === undefined) throw invalid(param, 'invalid-base64', 'the data is not base64');
  if (data === '') throw invalid(param, 'empty', 'there is no data');
  const format = imageFormatOf(atob(data.slice(0, (IMAGE_HEAD_BYTES / 3) * 4)));
  if (format === 'gif') return { kind: 'image', param, source: { data, mediaType }, fill: place };
  if (!isNativeImageFormat(format)) throw invalid(param, 'unsupported-type', unsupportedImage(format));
  place(data);
}

function invalid(param: string, problem: AttachmentProblem, reason: string) {
  return invalidAttachment('image', param, problem, reason);
}
