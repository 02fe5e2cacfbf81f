import { randomUUID } from 'node:crypto';

/** A unique id: the prefix and 32 random hexadecimal digits (122 bits). */
export function newId(prefix: string): string {
  return prefix + randomUUID().replaceAll('-', '');
}

/** Seconds since 1970, as the OpenAI API stamps its answers. */
export function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}
