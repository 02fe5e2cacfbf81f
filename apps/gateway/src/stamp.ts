import { randomFillSync } from 'node:crypto';

const ID_BYTES = 16;

/** Random bytes for many ids: to fetch them one by one takes ten times as long. */
const random = Buffer.alloc(ID_BYTES * 256);
let used = random.length;

/** A unique id: the prefix and 32 random hexadecimal digits (128 bits). */
export function newId(prefix: string): string {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  const start = used;
  used += ID_BYTES;
  return prefix + random.toString('hex', start, used);
}

/** Seconds since 1970, as the OpenAI API stamps its answers. */
export function unixTime(): number {
  return Math.floor(Date.now() / 1000);
}
