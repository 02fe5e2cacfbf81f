import { Global, Module } from '@nestjs/common';
import type { TranslationSettings } from '@app/openai';
import { CONFIGURATION } from '../config/configuration.module.js';
import type { Configuration } from '../config/settings.js';

/** What the configuration decides of every translation. */
export const TRANSLATION_SETTINGS = Symbol('TranslationSettings');

@Global()
@Module({
  providers: [
    {
      provide: TRANSLATION_SETTINGS,
      inject: [CONFIGURATION],
      useFactory: ({ models, unknownFields, maxChoices }: Configuration): TranslationSettings => ({
        findProfile: (model) => models.find(model),
        unknownFields,
        maxChoices,
      }),
    },
  ],
  exports: [TRANSLATION_SETTINGS],
})
export class TranslationModule {}
