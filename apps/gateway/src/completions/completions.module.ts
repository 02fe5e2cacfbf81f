import { Module } from '@nestjs/common';
import { CompletionsController } from './completions.controller.js';
import { CompletionsInterceptor } from './completions.interceptor.js';

@Module({ controllers: [CompletionsController], providers: [CompletionsInterceptor] })
export class CompletionsModule {}
