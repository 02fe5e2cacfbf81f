import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type FlowControl, NativeOllamaService, type OllamaChatChunk, type OllamaChatRequest } from '@app/ollama';
import type { Observable } from 'rxjs';
import { askForChoices, type ChoiceChunks } from '../translation/choices.js';
import { Flow } from '../http/exchange.js';
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
  create(@Body() requests: OllamaChatRequest[], @Flow() flow: FlowControl): Observable<ChoiceChunks<OllamaChatChunk>> {
    return askForChoices(requests, (request) => this.ollama.chat(request, flow));
  }

  @Post('input_tokens')
  @HttpCode(200)
  @UseInterceptors(InputTokensInterceptor)
  @ApiInputTokens()
  countInputTokens(@Body() requests: OllamaChatRequest[]): Observable<ChoiceChunks<OllamaChatChunk>> {
    return askForChoices(requests, (request) => this.ollama.chat(request));
  }
}
