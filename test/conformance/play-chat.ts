import type { OllamaChatChunk } from '@app/ollama';
import { translateChatCompletion } from '@app/openai';
import type { ConformanceCase, Observed } from './cases.js';
import { play, SETTINGS } from './play.js';

export { SETTINGS };

export function playChat(recorded: ConformanceCase): Observed {
  return play(
    recorded,
    (body) => translateChatCompletion(body, stamp(), SETTINGS),
    (line) => line as OllamaChatChunk,
  );
}

export function stamp() {
  let calls = 0;
  return { id: 'chatcmpl-0123456789abcdefghijklmn', created: 1787338105, newToolCallId: () => `call_new${calls++}` };
}
