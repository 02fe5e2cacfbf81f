import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type FlowControl,
  NativeOllamaService,
  type OllamaGenerateChunk,
  type OllamaGenerateRequest,
} from '@app/ollama';
import type { Observable } from 'rxjs';
import { askForChoices, type ChoiceChunks } from '../translation/choices.js';
import { Flow } from '../http/exchange.js';
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
  create(
    @Body() requests: OllamaGenerateRequest[],
    @Flow() flow: FlowControl,
  ): Observable<ChoiceChunks<OllamaGenerateChunk>> {
    return askForChoices(requests, (request) => this.ollama.generate(request, flow));
  }
}
