import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NativeOllamaService, type OllamaChatChunk, type OllamaChatRequest } from '@app/ollama';
import type { FastifyReply } from 'fastify';
import { flowOf } from '../http/exchange.js';
import type { NativeAnswers } from '../translation/native-answers.js';
import { InputTokensInterceptor } from './input-tokens.interceptor.js';
import { ApiInputTokens, ApiResponses } from './responses.documentation.js';
import { ResponsesInterceptor } from './responses.interceptor.js';

@ApiTags('Responses')
@Controller('v1/responses')
export class ResponsesController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(ResponsesInterceptor)
  @ApiResponses()
  create(@Body() requests: OllamaChatRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaChatChunk> {
    return requests.map((request) => this.ollama.chat(request, flowOf(reply)));
  }

  @Post('input_tokens')
  @HttpCode(200)
  @UseInterceptors(InputTokensInterceptor)
  @ApiInputTokens()
  countInputTokens(@Body() requests: OllamaChatRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaChatChunk> {
    return requests.map((request) => this.ollama.chat(request, flowOf(reply)));
  }
}
