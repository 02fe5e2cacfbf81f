import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { DeletedModelDto, ModelDto, ModelListDto } from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';

/** What the OpenAPI document says of `GET /v1/models`. */
export function ApiListModels() {
  return applyDecorators(
    ApiOperation({
      operationId: 'listModels',
      summary: 'Lists the models that are installed',
      description:
        'Aliases of the configuration come last. Beside what OpenAI tells of a model there is what Ollama knows of it; ' +
        'a list does not wait long for that, and leaves out what it has not got yet.',
    }),
    ApiOkResponse({ type: ModelListDto, description: 'The models.' }),
    ApiErrors(401, 502, 503, 504),
  );
}

/** What the OpenAPI document says of `GET /v1/models/{model}`. */
export function ApiRetrieveModel() {
  return applyDecorators(
    ApiOperation({ operationId: 'retrieveModel', summary: 'Describes one model' }),
    ApiModelName(),
    ApiOkResponse({ type: ModelDto, description: 'The model, under the name by which it was asked for.' }),
    ApiErrors(401, 404, 502, 503, 504),
  );
}

/** What the OpenAPI document says of `DELETE /v1/models/{model}`. */
export function ApiDeleteModel() {
  return applyDecorators(
    ApiOperation({
      operationId: 'deleteModel',
      summary: 'Removes a model',
      description: 'Refused with 403 unless the configuration allows it (`GATEWAY_DELETE_MODELS`).',
    }),
    ApiModelName(),
    ApiOkResponse({ type: DeletedModelDto, description: 'It is gone.' }),
    ApiErrors(400, 401, 403, 404, 502, 503, 504),
  );
}

function ApiModelName() {
  return ApiParam({
    name: 'model',
    description: 'Name of a model, or an alias; slashes and colons escaped or not. Without a tag it is `:latest`.',
    schema: { type: 'string', example: 'demo' },
  });
}
