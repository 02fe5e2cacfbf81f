import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Configuration } from './settings.js';

/** Injects the validated configuration; nobody else reads the environment. */
export const CONFIGURATION = Symbol('Configuration');

@Global()
@Module({})
export class ConfigurationModule {
  static with(configuration: Configuration): DynamicModule {
    return {
      module: ConfigurationModule,
      providers: [{ provide: CONFIGURATION, useValue: configuration }],
      exports: [CONFIGURATION],
    };
  }
}
