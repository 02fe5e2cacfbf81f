import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import { CompletionDto, CompletionRequestDto } from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';
import { COMPLETION_EXAMPLES } from './completions.examples.js';

/** What the OpenAPI document says of `POST /v1/completions`. */
export function ApiCompletions() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createCompletion',
      summary: 'Creates a completion',
      description:
        'The model goes on with a text: as one JSON object, or with `stream: true` as server-sent events of the same ' +
        'form, the last one `[DONE]`. The prompt goes to the model as it is, without its chat template, unless `raw` ' +
        'is false or the service is configured otherwise. A stream that fails once it has begun ends with an event ' +
        '`{"error": …}` instead of `[DONE]`.',
    }),
    ApiExtraModels(CompletionDto),
    ApiBody({ type: CompletionRequestDto, examples: COMPLETION_EXAMPLES }),
    ApiOkResponse({
      description: 'The completion, or its stream.',
      headers: {
        'x-request-id': { description: 'The id of the request, as given or made.', schema: { type: 'string' } },
        'x-ignored-fields': {
          description: 'Fields of the request that are not honoured; left out when there are none.',
          schema: { type: 'string' },
        },
      },
      content: {
        'application/json': { schema: { $ref: getSchemaPath(CompletionDto) } },
        'text/event-stream': { schema: { $ref: getSchemaPath(CompletionDto) } },
      },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}
