import { type DynamicModule, Global, Module } from '@nestjs/common';
import { AllowedMethods } from './allowed-methods.js';

@Global()
@Module({})
export class HttpModule {
  static with(allowedMethods: AllowedMethods): DynamicModule {
    return {
      module: HttpModule,
      providers: [{ provide: AllowedMethods, useValue: allowedMethods }],
      exports: [AllowedMethods],
    };
  }
}
