import { toBase64 } from './base64.js';

/** What a data URL holds. */
export interface DataUrl {
  /** Parameters included; undefined when the URL declares none. */
  mediaType: string | undefined;
  /** Undefined when what stands there is not base64. */
  data: string | undefined;
}

/** Takes a base64 data URL apart; undefined for any other text. */
export function parseDataUrl(url: string): DataUrl | undefined {
  const comma = url.indexOf(',');
  const header = /^data:(?<mediaType>.*);base64$/is.exec(url.slice(0, Math.max(comma, 0)));
  if (header === null) return undefined;
  return { mediaType: header.groups?.['mediaType'] || undefined, data: toBase64(url.slice(comma + 1)) };
}
