import { Controller, Delete, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeletedModelDto, ModelList, ModelWithExtras } from '@app/openai';
import { map, type Observable } from 'rxjs';
import { ModelDeletion } from './model-deletion.js';
import { MODEL_NAME, ModelName } from './model-name.decorator.js';
import { ApiDeleteModel, ApiListModels, ApiRetrieveModel } from './models.documentation.js';
import { ModelsService } from './models.service.js';

@ApiTags('Models')
@Controller('v1/models')
export class ModelsController {
  constructor(
    private readonly models: ModelsService,
    private readonly deletion: ModelDeletion,
  ) {}

  @Get()
  @ApiListModels()
  list(): Observable<ModelList> {
    return this.models.all().pipe(map((directory) => directory.list()));
  }

  @Get(MODEL_NAME)
  @ApiRetrieveModel()
  retrieve(@ModelName() model: string): Observable<ModelWithExtras> {
    return this.models.one(model).pipe(map((directory) => directory.retrieve(model)));
  }

  @Delete(MODEL_NAME)
  @ApiDeleteModel()
  delete(@ModelName() model: string): Observable<DeletedModelDto> {
    return this.deletion.delete(model);
  }
}
