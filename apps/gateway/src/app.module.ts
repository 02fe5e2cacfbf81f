import { type DynamicModule, Module } from '@nestjs/common';
import { AttachmentsModule } from './attachments/attachments.module.js';
import { AudioModule } from './audio/audio.module.js';
import { ChatCompletionsModule } from './chat-completions/chat-completions.module.js';
import { CompletionsModule } from './completions/completions.module.js';
import { ConfigurationModule } from './config/configuration.module.js';
import type { Configuration } from './config/settings.js';
import { EmbeddingsModule } from './embeddings/embeddings.module.js';
import { ErrorsModule } from './errors/errors.module.js';
import { HealthModule } from './health/health.module.js';
import type { AllowedMethods } from './http/allowed-methods.js';
import { HttpModule } from './http/http.module.js';
import type { Log } from './logging/log.js';
import { LoggingModule } from './logging/logging.module.js';
import { ModelsModule } from './models/models.module.js';
import { NativeModule } from './native/native.module.js';
import { ResponsesModule } from './responses/responses.module.js';
import { RootModule } from './root/root.module.js';
import type { OpenAnswers } from './shutdown/open-answers.js';
import { ShutdownModule } from './shutdown/shutdown.module.js';
import { TranslationModule } from './translation/translation.module.js';
import { UpstreamModule } from './upstream/upstream.module.js';

@Module({})
export class AppModule {
  static with(
    configuration: Configuration,
    log: Log,
    allowedMethods: AllowedMethods,
    answers: OpenAnswers,
  ): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ChatCompletionsModule,
        CompletionsModule,
        EmbeddingsModule,
        AudioModule,
        ModelsModule,
        ResponsesModule,
        NativeModule,

        TranslationModule,
        AttachmentsModule,
        UpstreamModule,
        ErrorsModule,
        HealthModule,
        RootModule,
        ShutdownModule.with(answers),
        HttpModule.with(allowedMethods),
        LoggingModule.with(log),
        ConfigurationModule.with(configuration),
      ],
    };
  }
}
