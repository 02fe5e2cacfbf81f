import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import {
  AudioTranslationDto,
  TranscriptDeltaEventDto,
  TranscriptDoneEventDto,
  TranscriptionDto,
  TranscriptionRequestDto,
  TranslationRequestDto,
} from '@app/openai';
import { ApiErrors } from '../documentation/api-errors.decorator.js';

const HEADERS = {
  'x-request-id': { description: 'The id of the request, as given or made.', schema: { type: 'string' } },
  'x-ignored-fields': {
    description: 'Fields of the form that the API does not know; left out when there are none.',
    schema: { type: 'string' },
  },
} as const;

const TEXT = { 'text/plain': { schema: { type: 'string', description: 'What is said.' } } } as const;

/** What the OpenAPI document says of `POST /v1/audio/transcriptions`. */
export function ApiTranscriptions() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createTranscription',
      summary: 'Writes down what is said in a recording',
      description:
        'A model that understands audio listens to the whole recording. With `stream: true` the transcript comes as ' +
        'server-sent events, the last one `[DONE]`. A transcript that was cut off is an error.',
    }),
    ApiConsumes('multipart/form-data'),
    ApiBody({ type: TranscriptionRequestDto }),
    ApiExtraModels(TranscriptionDto, TranscriptDeltaEventDto, TranscriptDoneEventDto),
    ApiOkResponse({
      description: 'The transcript, or its stream.',
      headers: HEADERS,
      content: {
        'application/json': { schema: { $ref: getSchemaPath(TranscriptionDto) } },
        'text/event-stream': {
          schema: {
            oneOf: [{ $ref: getSchemaPath(TranscriptDeltaEventDto) }, { $ref: getSchemaPath(TranscriptDoneEventDto) }],
          },
        },
        ...TEXT,
      },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}

/** What the OpenAPI document says of `POST /v1/audio/translations`. */
export function ApiTranslations() {
  return applyDecorators(
    ApiOperation({
      operationId: 'createTranslation',
      summary: 'Writes down in English what is said in a recording',
      description:
        'A model that understands audio listens to the whole recording. A text that was cut off is an error.',
    }),
    ApiConsumes('multipart/form-data'),
    ApiBody({ type: TranslationRequestDto }),
    ApiExtraModels(AudioTranslationDto),
    ApiOkResponse({
      description: 'What is said, in English.',
      headers: HEADERS,
      content: { 'application/json': { schema: { $ref: getSchemaPath(AudioTranslationDto) } }, ...TEXT },
    }),
    ApiErrors(400, 401, 403, 404, 408, 413, 415, 429, 500, 502, 503, 504),
  );
}
