import { OpenAiError } from '../../errors/openai-error.js';
import type { ReasoningCipher } from '../../translation/response-settings.js';
import type { ReasoningItem } from '../items/items.js';

/**
 * The thought in a reasoning item; empty where it has none.
 * @param cipher undefined where no key is configured
 * @param path where the item stands in the request
 * @throws OpenAiError 400 for an encrypted thought that cannot be read
 */
export function thoughtOf(item: ReasoningItem, cipher: ReasoningCipher | undefined, path: string): string {
  const { encrypted_content, content, summary } = item;
  if (typeof encrypted_content === 'string') return decrypted(encrypted_content, cipher, `${path}.encrypted_content`);
  const parts = content && content.length > 0 ? content : (summary ?? []);
  return parts.map(({ text }) => text).join('\n');
}

function decrypted(text: string, cipher: ReasoningCipher | undefined, param: string): string {
  const thought = cipher?.decrypt(text);
  if (thought !== undefined) return thought;
  const reason =
    cipher === undefined ? 'no key is configured here' : 'it was not encrypted with the key of this service';
  throw OpenAiError.invalidRequest({
    message: `'${param}' cannot be read: ${reason}. Leave it out.`,
    param,
    code: 'invalid_encrypted_content',
  });
}
