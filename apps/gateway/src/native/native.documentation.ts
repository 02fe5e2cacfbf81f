import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Takes } from '../http/body/body-kinds.js';
import { NativeErrorDto } from './native-error.dto.js';

const ERRORS: Record<number, string> = {
  400: 'The body is not what its content-encoding says.',
  403: 'The configuration does not serve this part of the API (`GATEWAY_NATIVE_API`).',
  408: 'The request took too long to arrive.',
  413: 'The body was compressed, and is too large.',
  415: 'The content-encoding of the body is not supported.',
  502: 'Ollama cannot be reached, or broke off.',
  503: 'Ollama is busy; `Retry-After` says when to come back.',
  504: 'Ollama did not answer in time.',
};

/** A route of Ollama's own API: its body stays unread, and the OpenAPI document says where it is described. */
export function NativeRoute(operationId: string, summary: string) {
  const errors = Object.entries(ERRORS).map(([status, description]) =>
    ApiResponse({
      status: Number(status),
      description,
      content: { 'application/json': { schema: { $ref: getSchemaPath(NativeErrorDto) } } },
    }),
  );
  return applyDecorators(
    Takes('stream'),
    ApiOperation({
      operationId,
      summary,
      description:
        'Passed on to Ollama, and its answer back, byte for byte; a body that was compressed goes there decoded. ' +
        'Ollama’s API documentation describes both.',
    }),
    ApiOkResponse({ description: 'Whatever Ollama answers, with its status.' }),
    ApiExtraModels(NativeErrorDto),
    ...errors,
  );
}
