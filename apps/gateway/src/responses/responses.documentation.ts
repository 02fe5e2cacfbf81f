import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import {
  InputTokensDto,
  InputTokensRequestDto,
  ResponseDto,
  ResponseRequestDto,
  ResponseStreamEventDto,
} from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';
import { INPUT_TOKENS_EXAMPLES, RESPONSE_EXAMPLES } from './responses.examples.js';

const HEADERS = {
  'x-request-id': { description: 'The id of the request, as given or made.', schema: { type: 'string' } },
  'x-ignored-fields': {
    description: 'What of the request is not known or not honoured; left out when there is nothing.',
    schema: { type: 'string' },
  },
} as const;

/** What the OpenAPI document says of `POST /v1/responses`. */
export function ApiResponses() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createResponse',
      summary: 'Creates a response',
      description:
        'The model answers a conversation of items, all of which the request holds: nothing is stored. As one JSON ' +
        'object, or with `stream: true` as server-sent events, the last one `response.completed`, ' +
        '`response.incomplete` or, after an event `error`, `response.failed`.',
    }),
    ApiExtraModels(ResponseDto, ResponseStreamEventDto),
    ApiBody({ type: ResponseRequestDto, examples: RESPONSE_EXAMPLES }),
    ApiOkResponse({
      description: 'The answer, or its stream.',
      headers: HEADERS,
      content: {
        'application/json': { schema: { $ref: getSchemaPath(ResponseDto) } },
        'text/event-stream': { schema: { $ref: getSchemaPath(ResponseStreamEventDto) } },
      },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}

/** What the OpenAPI document says of `POST /v1/responses/input_tokens`. */
export function ApiInputTokens() {
  return applyDecorators(
    ApiOperation({
      operationId: 'countInputTokens',
      summary: 'Counts the tokens of an input',
      description:
        'The model reads the input as for a response, and one token is generated: Ollama tells the count with an ' +
        'answer only. A response to the same input then begins sooner, since what was read stays in its cache.',
    }),
    ApiBody({ type: InputTokensRequestDto, examples: INPUT_TOKENS_EXAMPLES }),
    ApiOkResponse({ type: InputTokensDto, description: 'The count.', headers: HEADERS }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 501, 502, 503, 504),
  );
}
