import type { OllamaMessage } from '@app/ollama';
import { OpenAiError } from '../errors/openai-error.js';
import type { Attachment } from './attachment.js';
import { toBase64 } from './base64.js';
import { type FileInput, takeDocument } from './document.js';
import { takeImage } from './image.js';

/**
 * Gathers the parts of one native message, in order: texts are joined by line breaks, images and audio are listed. What
 * has to be fetched or read first keeps its place and is added to the attachments.
 */
export class MessageParts {
  readonly #texts: string[] = [];

  constructor(
    private readonly message: OllamaMessage,
    private readonly attachments: Attachment[],
  ) {}

  addText(text: string): void {
    this.#texts.push(text);
  }

  /**
   * @param param where the URL stands in the request
   * @throws OpenAiError 400 for what is no image, or none that can be had
   */
  addImage(url: string, param: string): void {
    this.#attach(takeImage(url, param, this.#placeOfImage()));
  }

  /**
   * @param data base64; Ollama tells it from an image by its bytes
   * @throws OpenAiError 400 when it is not base64
   */
  addAudio(data: string, param: string): void {
    const audio = toBase64(data);
    if (!audio) {
      throw OpenAiError.invalidRequest({
        message: `Invalid audio in '${param}': the data is not base64.`,
        param,
        code: 'invalid_audio',
      });
    }
    this.#placeOfImage()(audio);
  }

  /** @throws OpenAiError 400 for a stored file, no file at all, or data that is not base64 */
  addDocument(file: FileInput, param: string): void {
    const place = this.#texts.push('') - 1;
    this.#attach(
      takeDocument(file, param, (text) => {
        this.#texts[place] = text;
        this.finish();
      }),
    );
  }

  /** Writes the texts to the message, after the last part. */
  finish(): void {
    this.message.content = this.#texts.join('\n');
  }

  #placeOfImage(): (data: string) => void {
    const images = (this.message.images ??= []);
    const place = images.push('') - 1;
    return (data) => {
      images[place] = data;
    };
  }

  #attach(attachment: Attachment | undefined): void {
    if (attachment !== undefined) this.attachments.push(attachment);
  }
}
