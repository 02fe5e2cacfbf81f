import type { OllamaMessage } from '@app/ollama';

/**
 * The messages that fit: all system messages and the last message stay, of the others the oldest go until the prompt is
 * short enough, or all have gone.
 *
 * @param fits whether a prompt of these messages is short enough; once it is, it is with fewer too
 */
export function fitMessages(messages: OllamaMessage[], fits: (messages: OllamaMessage[]) => boolean): OllamaMessage[] {
  let fewest = 0;
  let most = messages.length - 1;
  while (fewest < most) {
    const dropped = Math.floor((fewest + most) / 2);
    if (fits(withoutOldest(messages, dropped))) most = dropped;
    else fewest = dropped + 1;
  }
  return withoutOldest(messages, most);
}

function withoutOldest(messages: OllamaMessage[], count: number): OllamaMessage[] {
  return messages.filter(({ role }, index) => index >= count || role === 'system');
}
