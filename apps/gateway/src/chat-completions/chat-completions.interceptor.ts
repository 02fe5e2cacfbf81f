import { Injectable } from '@nestjs/common';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import { translateChatCompletion } from '@app/openai';
import { newId, unixTime } from '../stamp.js';
import { TranslatingInterceptor } from '../translation/translating.interceptor.js';

@Injectable()
export class ChatCompletionsInterceptor extends TranslatingInterceptor<OllamaChatRequest, OllamaChatChunk> {
  protected override translate(body: unknown) {
    const stamp = { id: newId('chatcmpl-'), created: unixTime(), newToolCallId: () => newId('call_') };
    return translateChatCompletion(body, stamp, this.settings);
  }
}
