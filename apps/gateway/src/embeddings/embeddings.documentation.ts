import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { EmbeddingListDto, EmbeddingRequestDto } from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';
import { EMBEDDING_EXAMPLES } from './embeddings.examples.js';

/** What the OpenAPI document says of `POST /v1/embeddings`. */
export function ApiEmbeddings() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createEmbedding',
      summary: 'Creates embeddings',
      description:
        'A list of numbers for each input, such that texts of similar meaning have similar numbers. An input that is ' +
        'longer than the model’s context is refused (`context_length_exceeded`) unless `truncate` is true.',
    }),
    ApiBody({ type: EmbeddingRequestDto, examples: EMBEDDING_EXAMPLES }),
    ApiOkResponse({
      description: 'The embeddings.',
      type: EmbeddingListDto,
      headers: {
        'x-request-id': { description: 'The id of the request, as given or made.', schema: { type: 'string' } },
        'x-ignored-fields': {
          description: 'Fields of the request that are not honoured; left out when there are none.',
          schema: { type: 'string' },
        },
      },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}
