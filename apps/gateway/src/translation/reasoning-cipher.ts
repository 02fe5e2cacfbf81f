import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { ReasoningCipher } from '@app/openai';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Says what was encrypted, so that another use of the key would not be taken for it. */
const PURPOSE = Buffer.from('ollama-gateway reasoning 1');

/**
 * Encrypts thoughts with AES-256-GCM: a client cannot read them, nor change them unnoticed. The text is base64url of a
 * random nonce, the tag and the encrypted bytes.
 * @param key 32 bytes
 */
export function createReasoningCipher(key: Uint8Array): ReasoningCipher {
  return {
    encrypt: (thought) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(PURPOSE);
      const encrypted = Buffer.concat([cipher.update(thought, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url');
    },
    decrypt: (text) => {
      const bytes = Buffer.from(text, 'base64url');
      if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(PURPOSE)
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      try {
        return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
