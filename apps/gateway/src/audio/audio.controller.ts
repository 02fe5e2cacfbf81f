import { Body, Controller, HttpCode, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FlowControl, OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { Observable } from 'rxjs';
import { Takes } from '../http/body-kinds.js';
import { askForChoices, type ChoiceChunks } from '../translation/choices.js';
import { Flow } from '../http/exchange.js';
import { ApiTranscriptions, ApiTranslations } from './audio.documentation.js';
import { AudioFormInterceptor } from './audio-form.interceptor.js';
import { HearingModels } from './hearing-models.js';
import { TranscriptionsInterceptor } from './transcriptions.interceptor.js';
import { TranslationsInterceptor } from './translations.interceptor.js';

@ApiTags('Audio')
@Controller('v1/audio')
export class AudioController {
  constructor(private readonly models: HearingModels) {}

  @Post('transcriptions')
  @HttpCode(200)
  @Takes('multipart')
  @UseInterceptors(AudioFormInterceptor, TranscriptionsInterceptor)
  @ApiTranscriptions()
  transcribe(
    @Body() requests: OllamaChatRequest[],
    @Flow() flow: FlowControl,
  ): Observable<ChoiceChunks<OllamaChatChunk>> {
    return askForChoices(requests, (request) => this.models.chat(request, flow));
  }

  @Post('translations')
  @HttpCode(200)
  @Takes('multipart')
  @UseInterceptors(AudioFormInterceptor, TranslationsInterceptor)
  @ApiTranslations()
  translate(
    @Body() requests: OllamaChatRequest[],
    @Flow() flow: FlowControl,
  ): Observable<ChoiceChunks<OllamaChatChunk>> {
    return askForChoices(requests, (request) => this.models.chat(request, flow));
  }
}
