import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { translateTranslation } from '@app/openai';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class TranslationsInterceptor extends TranslatingInterceptor<OllamaChatRequest, OllamaChatChunk> {
  protected override readonly promptField = 'file';

  protected override translate(form: object) {
    return translateTranslation(form, this.settings);
  }
}
