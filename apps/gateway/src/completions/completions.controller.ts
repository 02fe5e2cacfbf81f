import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NativeOllamaService, type OllamaGenerateChunk, type OllamaGenerateRequest } from '@app/ollama';
import type { FastifyReply } from 'fastify';
import { flowOf } from '../http/exchange.js';
import type { NativeAnswers } from '../translation/native-answers.js';
import { ApiCompletions } from './completions.documentation.js';
import { CompletionsInterceptor } from './completions.interceptor.js';

@ApiTags('Completions')
@Controller('v1/completions')
export class CompletionsController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(CompletionsInterceptor)
  @ApiCompletions()
  create(@Body() requests: OllamaGenerateRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaGenerateChunk> {
    return requests.map((request) => this.ollama.generate(request, flowOf(reply)));
  }
}
