import { Module } from '@nestjs/common';
import { ChatCompletionsController } from './chat-completions.controller.js';
import { ChatCompletionsInterceptor } from './chat-completions.interceptor.js';

@Module({ controllers: [ChatCompletionsController], providers: [ChatCompletionsInterceptor] })
export class ChatCompletionsModule {}
