import { Injectable } from '@nestjs/common';
import type { OllamaGenerateChunk, OllamaGenerateRequest } from '@app/ollama';
import { translateCompletion } from '@app/openai';
import { newId, unixTime } from '../stamp.js';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class CompletionsInterceptor extends TranslatingInterceptor<OllamaGenerateRequest, OllamaGenerateChunk> {
  protected override readonly promptField = 'prompt';

  protected override translate(body: unknown) {
    return translateCompletion(body, { id: newId('cmpl-'), created: unixTime() }, this.settings);
  }
}
