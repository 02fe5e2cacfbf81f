import { Injectable } from '@nestjs/common';
import type { OllamaEmbedRequest } from '@app/ollama';
import { translateEmbedding } from '@app/openai';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class EmbeddingsInterceptor extends TranslatingInterceptor<OllamaEmbedRequest, readonly Buffer[]> {
  protected override readonly promptField = 'input';

  protected override translate(body: unknown) {
    return translateEmbedding(body, this.settings);
  }
}
