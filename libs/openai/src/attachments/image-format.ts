/** What Ollama takes as it is. */
const NATIVE_IMAGE_FORMATS = ['png', 'jpeg', 'webp'] as const;

const SIGNATURES = [
  { format: 'png', offset: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'jpeg', offset: 0, bytes: '\xff\xd8\xff' },
  { format: 'webp', offset: 8, bytes: 'WEBP' },
  { format: 'gif', offset: 0, bytes: 'GIF8' },
  { format: 'bmp', offset: 0, bytes: 'BM' },
  { format: 'tiff', offset: 0, bytes: 'II*\0' },
  { format: 'tiff', offset: 0, bytes: 'MM\0*' },
  { format: 'ico', offset: 0, bytes: '\0\0\x01\0' },
  { format: 'avif', offset: 4, bytes: 'ftypavif' },
  { format: 'heic', offset: 4, bytes: 'ftyphei' },
  { format: 'heic', offset: 4, bytes: 'ftypmif1' },
] as const;

export type ImageFormat = (typeof SIGNATURES)[number]['format'];

/** Bytes at the start of an image that tell its format. */
export const IMAGE_HEAD_BYTES = 12;

/**
 * What an image is by its first bytes, whatever it was declared as; undefined when they are no image's that is known.
 * @param head its first `IMAGE_HEAD_BYTES`, each a character
 */
export function imageFormatOf(head: string): ImageFormat | undefined {
  return SIGNATURES.find(({ offset, bytes }) => head.startsWith(bytes, offset))?.format;
}

export function isNativeImageFormat(format: ImageFormat | undefined): boolean {
  return NATIVE_IMAGE_FORMATS.some((native) => native === format);
}

/** What is wrong with an image of a format that cannot be had. */
export function unsupportedImage(format: ImageFormat | undefined): string {
  const found = format === undefined ? 'its data is of no known image format' : `it is of the format ${format}`;
  return `${found}; png, jpeg, webp and gif are supported`;
}
