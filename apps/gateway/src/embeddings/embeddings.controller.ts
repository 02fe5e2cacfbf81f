import { Body, Controller, Header, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NativeOllamaService, type OllamaEmbedRequest } from '@app/ollama';
import { map, type Observable } from 'rxjs';
import { askForChoices, type ChoiceChunks } from '../translation/choices.js';
import { ApiEmbeddings } from './embeddings.documentation.js';
import { EmbeddingsInterceptor } from './embeddings.interceptor.js';

@ApiTags('Embeddings')
@Controller('v1/embeddings')
export class EmbeddingsController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Post()
  @HttpCode(200)
  // The answer is bytes, which say nothing of themselves.
  @Header('content-type', 'application/json; charset=utf-8')
  @UseInterceptors(EmbeddingsInterceptor)
  @ApiEmbeddings()
  create(@Body() requests: OllamaEmbedRequest[]): Observable<ChoiceChunks<Buffer>> {
    return askForChoices(requests, (request) => this.ollama.embed(request).pipe(map((answer) => [answer])));
  }
}
