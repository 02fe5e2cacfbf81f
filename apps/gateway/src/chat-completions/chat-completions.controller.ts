import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FlowControl, NativeOllamaService, type OllamaChatChunk, type OllamaChatRequest } from '@app/ollama';
import type { Observable } from 'rxjs';
import { askForChoices, type ChoiceChunks } from '../translation/choices.js';
import { Flow } from '../http/exchange.js';
import { ApiChatCompletions } from './chat-completions.documentation.js';
import { ChatCompletionsInterceptor } from './chat-completions.interceptor.js';

@ApiTags('Chat')
@Controller('v1/chat/completions')
export class ChatCompletionsController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(ChatCompletionsInterceptor)
  @ApiChatCompletions()
  create(@Body() requests: OllamaChatRequest[], @Flow() flow: FlowControl): Observable<ChoiceChunks<OllamaChatChunk>> {
    return askForChoices(requests, (request) => this.ollama.chat(request, flow));
  }
}
