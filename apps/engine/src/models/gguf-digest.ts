import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { ModelFile } from './model-file.js';

const SAMPLE_BYTES = 1024 * 1024;

/**
 * Tells models apart, and copies of a model not: of the size, the first and the last MiB. Reading the gigabytes between
 * them would take longer than anybody waits for a list of models.
 */
export async function digestOf({ path, size }: ModelFile): Promise<string> {
  const file = await open(path);
  try {
    const hash = createHash('sha256').update(String(size));
    const { size: length } = await file.stat();
    for (const position of [0, Math.max(0, length - SAMPLE_BYTES)]) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, position);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return hash.digest('hex');
  } finally {
    await file.close();
  }
}
