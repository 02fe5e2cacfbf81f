import { Module } from '@nestjs/common';
import { EmbeddingsController } from './embeddings.controller.js';
import { EmbeddingsInterceptor } from './embeddings.interceptor.js';

@Module({ controllers: [EmbeddingsController], providers: [EmbeddingsInterceptor] })
export class EmbeddingsModule {}
