import { Body, Controller, HttpCode, Post, Res, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OllamaChatChunk, OllamaChatRequest } from '@app/ollama';
import type { FastifyReply } from 'fastify';
import { Takes } from '../http/body/body-kinds.js';
import { flowOf } from '../http/exchange.js';
import type { NativeAnswers } from '../translation/native-answers.js';
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
  transcribe(@Body() requests: OllamaChatRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaChatChunk> {
    return requests.map((request) => this.models.chat(request, flowOf(reply)));
  }

  @Post('translations')
  @HttpCode(200)
  @Takes('multipart')
  @UseInterceptors(AudioFormInterceptor, TranslationsInterceptor)
  @ApiTranslations()
  translate(@Body() requests: OllamaChatRequest[], @Res() reply: FastifyReply): NativeAnswers<OllamaChatChunk> {
    return requests.map((request) => this.models.chat(request, flowOf(reply)));
  }
}
