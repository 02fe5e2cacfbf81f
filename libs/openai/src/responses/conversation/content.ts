import type { MessageParts } from '../../attachments/message-parts.js';
import { OpenAiError } from '../../errors/openai-error.js';
import { missing, toError } from '../../validation/violation.js';
import type { InputImagePart, MessagePart } from '../items/parts.js';

export type Content = string | readonly MessagePart[];

/**
 * Adds a string, or the parts of an item, to a native message.
 * @param path where the content stands in the request
 * @throws OpenAiError 400 naming the part that cannot be taken
 */
export function addContent(parts: MessageParts, content: Content, path: string): void {
  if (typeof content === 'string') return parts.addText(content);
  for (const [index, part] of content.entries()) addPart(parts, part, `${path}[${index}]`);
}

function addPart(parts: MessageParts, part: MessagePart, path: string): void {
  switch (part.type) {
    case 'input_text':
    case 'output_text':
      return parts.addText(part.text);
    case 'refusal':
      return parts.addText(part.refusal);
    case 'input_image':
      return addImage(parts, part, path);
    case 'input_file':
      return parts.addDocument(part, path);
    default:
      return part satisfies never;
  }
}

function addImage(parts: MessageParts, { file_id, image_url }: InputImagePart, path: string): void {
  if (file_id) {
    throw OpenAiError.unsupportedParameter(
      `${path}.file_id`,
      "'file_id' is not supported: no files are stored. Send 'image_url'.",
    );
  }
  if (!image_url) throw toError(missing(`${path}.image_url`));
  parts.addImage(image_url, `${path}.image_url`);
}
