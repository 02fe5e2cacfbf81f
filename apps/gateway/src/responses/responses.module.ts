import { Module } from '@nestjs/common';
import { InputTokensInterceptor } from './input-tokens.interceptor.js';
import { ResponsesController } from './responses.controller.js';
import { ResponsesInterceptor } from './responses.interceptor.js';

@Module({ controllers: [ResponsesController], providers: [ResponsesInterceptor, InputTokensInterceptor] })
export class ResponsesModule {}
