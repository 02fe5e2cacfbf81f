import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { giveBack, NativeOllamaService, type OllamaEmbedRequest } from '@app/ollama';
import type { FastifyReply } from 'fastify';
import { map } from 'rxjs';
import { flowOf } from '../http/exchange.js';
import type { NativeAnswers } from '../translation/native-answers.js';
import { ApiEmbeddings } from './embeddings.documentation.js';
import { EmbeddingsInterceptor } from './embeddings.interceptor.js';

@ApiTags('Embeddings')
@Controller('v1/embeddings')
export class EmbeddingsController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Post()
  @HttpCode(200)
  @UseInterceptors(EmbeddingsInterceptor)
  @ApiEmbeddings()
  create(@Body() requests: OllamaEmbedRequest[], @Res() reply: FastifyReply): NativeAnswers<readonly Buffer[]> {
    return requests.map((request) =>
      this.ollama.embed(request, flowOf(reply)).pipe(
        map((answer) => {
          reply.raw.once('close', () => giveBack(answer));
          return [answer];
        }),
      ),
    );
  }
}
