import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { AnswerWriter } from './answers/answer-writer.js';
import { ARGUMENTS, type EngineArguments } from './arguments.js';
import { ChatController } from './chat/chat.controller.js';
import { ChatService } from './chat/chat.service.js';
import { EmbedController } from './embed/embed.controller.js';
import { EmbedService } from './embed/embed.service.js';
import { NativeErrorFilter } from './http/native-error.filter.js';
import { GenerateController } from './generate/generate.controller.js';
import { GenerateService } from './generate/generate.service.js';
import { LineAnswer } from './http/line-answer.js';
import { KnownRoutes } from './http/known-routes.js';
import { LlamaLibrary } from './llama/llama-library.js';
import { LOG, type Log } from './logging/log.js';
import { LoadedModels } from './models/loaded-models.js';
import { ModelCatalog } from './models/model-catalog.js';
import { ModelDirectory } from './models/model-directory.js';
import { ModelPreloader } from './models/model-preloader.js';
import { ModelsController } from './models/models.controller.js';
import { ModelsService } from './models/models.service.js';
import { PullController } from './pull/pull.controller.js';
import { PullService } from './pull/pull.service.js';
import { MissingController } from './server/missing.controller.js';
import { ServerController } from './server/server.controller.js';

/** The engine: the models in a directory behind Ollama's native API. */
@Module({
  controllers: [
    ServerController,
    ModelsController,
    ChatController,
    GenerateController,
    EmbedController,
    PullController,
    MissingController,
  ],
  providers: [
    LineAnswer,
    LlamaLibrary,
    ModelDirectory,
    ModelCatalog,
    LoadedModels,
    ModelPreloader,
    ModelsService,
    AnswerWriter,
    ChatService,
    GenerateService,
    EmbedService,
    PullService,
    { provide: APP_FILTER, useClass: NativeErrorFilter },
  ],
})
export class EngineModule {
  static with(args: EngineArguments, log: Log, routes: KnownRoutes): DynamicModule {
    return {
      module: EngineModule,
      providers: [
        { provide: ARGUMENTS, useValue: args },
        { provide: LOG, useValue: log },
        { provide: KnownRoutes, useValue: routes },
      ],
    };
  }
}
