import { Module } from '@nestjs/common';
import { AudioController } from './audio.controller.js';
import { AudioFormInterceptor } from './audio-form.interceptor.js';
import { HearingModels } from './hearing-models.js';
import { TranscriptionsInterceptor } from './transcriptions.interceptor.js';
import { TranslationsInterceptor } from './translations.interceptor.js';

@Module({
  controllers: [AudioController],
  providers: [HearingModels, AudioFormInterceptor, TranscriptionsInterceptor, TranslationsInterceptor],
})
export class AudioModule {}
