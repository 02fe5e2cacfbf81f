import { type DynamicModule, Module } from '@nestjs/common';
import { Drain } from './drain.js';
import { OpenAnswers } from './open-answers.js';

@Module({})
export class ShutdownModule {
  static with(answers: OpenAnswers): DynamicModule {
    return { module: ShutdownModule, providers: [Drain, { provide: OpenAnswers, useValue: answers }] };
  }
}
