import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { translateResponse } from '@app/openai';
import { newId, unixTime } from '../stamp.js';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class ResponsesInterceptor extends TranslatingInterceptor<OllamaChatRequest, OllamaChatChunk> {
  protected override readonly promptField = 'input';

  protected override translate(body: unknown) {
    const stamp = { id: newId('resp_'), created: unixTime(), newId, now: unixTime };
    return translateResponse(body, stamp, this.settings);
  }
}
