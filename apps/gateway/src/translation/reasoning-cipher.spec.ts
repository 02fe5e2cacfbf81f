import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createReasoningCipher } from './reasoning-cipher.js';

describe('createReasoningCipher', () => {
  const cipher = createReasoningCipher(randomBytes(32));

  it.each(['I think.', '', 'Überlegung 🤔\n'.repeat(1000)])('gives a thought back', (thought) => {
    expect(cipher.decrypt(cipher.encrypt(thought))).toBe(thought);
  });

  it('hides the thought, anew each time', () => {
    const encrypted = cipher.encrypt('I think.');
    expect(Buffer.from(encrypted, 'base64url').toString('latin1')).not.toContain('think');
    expect(cipher.encrypt('I think.')).not.toBe(encrypted);
  });

  it('notices any change', () => {
    const encrypted = Buffer.from(cipher.encrypt('I think.'), 'base64url');
    for (let index = 0; index < encrypted.length; index++) {
      const changed = Buffer.from(encrypted);
      changed[index] = (changed[index] as number) ^ 1;
      expect(cipher.decrypt(changed.toString('base64url'))).toBeUndefined();
    }
    expect(cipher.decrypt(encrypted.subarray(0, -1).toString('base64url'))).toBeUndefined();
  });

  it('does not read what another key has encrypted, nor what is not encrypted', () => {
    expect(createReasoningCipher(randomBytes(32)).decrypt(cipher.encrypt('I think.'))).toBeUndefined();
    for (const text of ['', 'I think.', 'gAAAAABkZXZlbG9wZXJz'.repeat(10)])
      expect(cipher.decrypt(text)).toBeUndefined();
  });
});
