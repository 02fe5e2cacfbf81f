import { NativeError } from '../errors/native-error.js';

const ALPHABET_ONLY = /^[A-Za-z0-9+/]*={0,2}$/;

/** @throws {NativeError} 400 for an image that is not base64, in the words of Go's decoder */
export function checkImages(images: readonly string[] = []): void {
  for (const image of images) {
    const data = image.replaceAll(/[\r\n]/g, '');
    if (ALPHABET_ONLY.test(data) && data.length % 4 === 0) continue;
    const position = data.search(/[^A-Za-z0-9+/]/);
    throw NativeError.badRequest(`illegal base64 data at input byte ${position < 0 ? data.length : position}`);
  }
}
