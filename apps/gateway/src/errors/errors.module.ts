import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ErrorTranslator } from './error-translator.js';
import { ExceededContext } from './exceeded-context.js';
import { MissingModel } from './missing-model.js';
import { OpenAiExceptionFilter } from './openai-exception.filter.js';

@Global()
@Module({
  providers: [ErrorTranslator, ExceededContext, MissingModel, { provide: APP_FILTER, useClass: OpenAiExceptionFilter }],
  exports: [ErrorTranslator, ExceededContext, MissingModel],
})
export class ErrorsModule {}
