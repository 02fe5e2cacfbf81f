import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { OpenAiErrorDto } from '@app/openai';

const MEANINGS: Record<number, string> = {
  400: 'The request is wrong or asks for what cannot be honoured; `param` names the field.',
  401: 'Ollama did not accept the credentials.',
  403: 'Not allowed.',
  404: 'The model does not exist (`model_not_found`).',
  408: 'The request took too long to arrive.',
  413: 'The request body is too large.',
  415: 'The request body is of another type than the route takes, or compressed in a way that is not supported.',
  429: 'Too many requests; `Retry-After` says when to come back.',
  500: 'The model failed.',
  501: 'Ollama, or this version of it, cannot do that.',
  502: 'Ollama cannot be reached, or broke off.',
  503: 'Ollama is busy; `Retry-After` says when to come back.',
  504: 'Ollama did not answer in time.',
};

/** Documents the error answers of a route, all of one form. */
export function ApiErrors(...statuses: (keyof typeof MEANINGS)[]) {
  const responses = statuses.map((status) =>
    ApiResponse({
      status,
      description: MEANINGS[status] as string,
      content: { 'application/json': { schema: { $ref: getSchemaPath(OpenAiErrorDto) } } },
    }),
  );
  return applyDecorators(ApiExtraModels(OpenAiErrorDto), ...responses);
}
