import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { translateInputTokens } from '@app/openai';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class InputTokensInterceptor extends TranslatingInterceptor<OllamaChatRequest, OllamaChatChunk> {
  protected override readonly promptField = 'input';

  protected override translate(body: unknown) {
    return translateInputTokens(body, this.settings);
  }
}
