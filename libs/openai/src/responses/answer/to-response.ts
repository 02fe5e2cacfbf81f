import type { OllamaChatChunk } from '@app/ollama';
import type { Reading } from '../../native-chat/attempts.js';
import { toOpenAiError } from '../../errors/to-openai-error.js';
import { SILENT } from '../output/output-sink.js';
import type { ResponseBody } from '../response.js';
import type { ResponseContext } from '../response-context.js';
import { ResponseAssembler } from './response-assembler.js';
import { ResponseCourse } from './response-course.js';

/**
 * A whole native answer as a response. Such an answer does not tell in which order it was made: a thought comes first,
 * calls come last.
 * @throws OpenAiError 502 for an answer that is not complete, or not what was asked for
 * @see https://platform.openai.com/docs/api-reference/responses/object
 */
export function toResponse(answer: OllamaChatChunk, reading: Reading, context: ResponseContext): ResponseBody {
  const course = new ResponseCourse(context, SILENT);
  const response = new ResponseAssembler(context, SILENT, course, reading).add(answer);
  if (response !== undefined) return response;
  throw toOpenAiError({ kind: 'incomplete' });
}
