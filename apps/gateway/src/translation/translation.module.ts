import { Global, Module } from '@nestjs/common';
import type { TranslationSettings } from '@app/openai';
import { createReasoningCipher } from './reasoning-cipher.js';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { decodeTokens } from '../tokens/decode-tokens.js';
import { UpstreamService } from '../upstream/upstream.service.js';

/** What the configuration decides of every translation. */
export const TRANSLATION_SETTINGS = Symbol('TranslationSettings');

@Global()
@Module({
  providers: [
    {
      provide: TRANSLATION_SETTINGS,
      inject: [CONFIGURATION, UpstreamService],
      useFactory: (configuration: Configuration, upstream: UpstreamService): TranslationSettings => ({
        findProfile: (model) => configuration.models.find(model),
        unknownFields: configuration.unknownFields,
        maxChoices: configuration.maxChoices,
        completions: configuration.completions,
        tokenizer: configuration.tokenizer,
        decodeTokens,
        answerRetries: configuration.answerRetries,
        unsupportedReasoning: configuration.unsupportedReasoning,
        reasoningField: configuration.reasoningField,
        responses: {
          unavailableTools: configuration.unavailableTools,
          reasoningCipher: configuration.reasoningKey && createReasoningCipher(configuration.reasoningKey),
        },
        // Who answers is known only when the service has started.
        get logitBias() {
          return upstream.engine !== undefined;
        },
      }),
    },
  ],
  exports: [TRANSLATION_SETTINGS],
})
export class TranslationModule {}
