import { Global, Module } from '@nestjs/common';
import type { TranslationSettings } from '@app/openai';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';
import { decodeTokens } from '../tokens/decode-tokens.js';

/** What the configuration decides of every translation. */
export const TRANSLATION_SETTINGS = Symbol('TranslationSettings');

@Global()
@Module({
  providers: [
    {
      provide: TRANSLATION_SETTINGS,
      inject: [CONFIGURATION],
      useFactory: (configuration: Configuration): TranslationSettings => ({
        findProfile: (model) => configuration.models.find(model),
        unknownFields: configuration.unknownFields,
        maxChoices: configuration.maxChoices,
        completions: configuration.completions,
        tokenizer: configuration.tokenizer,
        decodeTokens,
      }),
    },
  ],
  exports: [TRANSLATION_SETTINGS],
})
export class TranslationModule {}
