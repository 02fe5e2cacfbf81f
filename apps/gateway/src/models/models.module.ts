import { Module } from '@nestjs/common';
import { ModelDeletion } from './model-deletion.js';
import { ModelExtrasService } from './model-extras.service.js';
import { ModelsController } from './models.controller.js';
import { ModelsService } from './models.service.js';

@Module({ controllers: [ModelsController], providers: [ModelsService, ModelExtrasService, ModelDeletion] })
export class ModelsModule {}
