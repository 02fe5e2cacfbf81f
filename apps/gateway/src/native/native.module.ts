import { Module } from '@nestjs/common';
import { InferenceController } from './inference.controller.js';
import { ManageController } from './manage.controller.js';
import { NativeRelay } from './native-relay.js';
import { ReadController } from './read.controller.js';

/** Ollama's own API, on the same port. */
@Module({ controllers: [InferenceController, ReadController, ManageController], providers: [NativeRelay] })
export class NativeModule {}
