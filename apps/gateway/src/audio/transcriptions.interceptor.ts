import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { translateTranscription } from '@app/openai';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class TranscriptionsInterceptor extends TranslatingInterceptor<OllamaChatRequest, OllamaChatChunk> {
  protected override readonly promptField = 'file';

  protected override translate(form: object) {
    return translateTranscription(form, this.settings);
  }
}
