import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NativeOllamaService } from '@app/ollama';
import { type ModelList, ModelListDto, toModelList } from '@app/openai';
import { map, type Observable } from 'rxjs';
import { ApiErrors } from '../documentation/api-errors.decorator.js';

@ApiTags('Models')
@Controller('v1/models')
export class ModelsController {
  constructor(private readonly ollama: NativeOllamaService) {}

  @Get()
  @ApiOperation({ operationId: 'listModels', summary: 'Lists the models that are installed' })
  @ApiOkResponse({ type: ModelListDto })
  @ApiErrors(401, 502, 503, 504)
  list(): Observable<ModelList> {
    return this.ollama.tags().pipe(map(toModelList));
  }
}
