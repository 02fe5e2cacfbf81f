import type { OpenAiError } from '@app/openai';

/** The event that ends a stream which failed; the official clients raise it as an APIError. */
export function toErrorEvent(error: OpenAiError): string {
  return `data: ${JSON.stringify(error.toBody())}\n\n`;
}
