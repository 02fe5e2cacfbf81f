import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import { ChatCompletionChunkDto, ChatCompletionDto, ChatCompletionRequestDto } from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';
import { CHAT_COMPLETION_EXAMPLES } from './chat-completions.examples.js';

/** What the OpenAPI document says of `POST /v1/chat/completions`. */
export function ApiChatCompletions() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createChatCompletion',
      summary: 'Creates a chat completion',
      description:
        'The model answers a conversation: as one JSON object, or with `stream: true` as server-sent events, a ' +
        '`chat.completion.chunk` each, the last one `[DONE]`. A stream that fails once it has begun ends with an ' +
        'event `{"error": …}` instead of `[DONE]`.',
    }),
    ApiExtraModels(ChatCompletionDto, ChatCompletionChunkDto),
    ApiBody({ type: ChatCompletionRequestDto, examples: CHAT_COMPLETION_EXAMPLES }),
    ApiOkResponse({
      description: 'The answer, or its stream.',
      headers: {
        'x-request-id': { description: 'The id of the request, as given or made.', schema: { type: 'string' } },
        'x-ignored-fields': {
          description:
            'Fields of the request that are not honoured: those that the API does not know, and what is beyond the model ' +
            'or the server (a reasoning effort, log probabilities). Left out when there are none.',
          schema: { type: 'string' },
        },
      },
      content: {
        'application/json': { schema: { $ref: getSchemaPath(ChatCompletionDto) } },
        'text/event-stream': { schema: { $ref: getSchemaPath(ChatCompletionChunkDto) } },
      },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}
