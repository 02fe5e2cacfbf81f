import type { OllamaMessage } from '@app/ollama';
import type { Attachment } from '../attachments/attachment.js';
import { MessageParts } from '../attachments/message-parts.js';
import type { ContentPart, RefusalPart, TextPart } from './chat-message.js';

/** Content that is text alone: its parts are joined by line breaks. */
export function toText(content: string | readonly (TextPart | RefusalPart)[] | null | undefined): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => (part.type === 'text' ? part.text : part.refusal)).join('\n');
}

/**
 * Gives a native message the content that its parts are: texts joined by line breaks, images and audio gathered.
 * @param path where the content stands in the request
 * @param attachments is given what has to be fetched or read first
 * @throws OpenAiError 400 naming the part that cannot be taken
 */
export function fillContent(
  message: OllamaMessage,
  content: readonly ContentPart[],
  path: string,
  attachments: Attachment[],
): void {
  const parts = new MessageParts(message, attachments);
  for (const [index, part] of content.entries()) addPart(parts, part, `${path}[${index}]`);
  parts.finish();
}

function addPart(parts: MessageParts, part: ContentPart, path: string): void {
  switch (part.type) {
    case 'text':
      return parts.addText(part.text);
    case 'image_url':
      return typeof part.image_url === 'string'
        ? parts.addImage(part.image_url, `${path}.image_url`)
        : parts.addImage(part.image_url.url, `${path}.image_url.url`);
    case 'input_audio':
      return parts.addAudio(part.input_audio.data, `${path}.input_audio.data`);
    case 'file':
      return parts.addDocument(part.file, `${path}.file`);
  }
}
