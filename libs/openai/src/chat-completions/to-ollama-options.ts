import type { OllamaOptions } from '@app/ollama';
import type { ChatCompletionRequestDto } from './chat-completion-request.dto.js';

/** The options that the request sets; undefined for none, so that the Modelfile's values hold. */
export function toOllamaOptions(request: ChatCompletionRequestDto): OllamaOptions | undefined {
  const stop = typeof request.stop === 'string' ? [request.stop] : request.stop;
  const options: OllamaOptions = {
    ...given('num_predict', request.max_completion_tokens ?? request.max_tokens),
    ...given('temperature', request.temperature),
    ...given('top_p', request.top_p),
    ...given('seed', request.seed),
    ...given('frequency_penalty', request.frequency_penalty),
    ...given('presence_penalty', request.presence_penalty),
    ...(stop && stop.length > 0 && { stop }),
  };
  return Object.keys(options).length > 0 ? options : undefined;
}

function given(name: keyof OllamaOptions, value: number | null | undefined): OllamaOptions {
  return value === undefined || value === null ? {} : { [name]: value };
}
