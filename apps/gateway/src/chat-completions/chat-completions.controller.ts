import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NativeOllamaService, type OllamaChatChunk, type OllamaChatRequest } from '@app/ollama';
import type { FastifyReply } from 'fastify';
import { flowOf } from '../http/exchange.js';
import type { NativeAnswers } from '../translation/native-answers.js';
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
  create(@Body() requests: OllamaChatRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaChatChunk> {
    return requests.map((request) => this.ollama.chat(request, flowOf(reply)));
  }
}
