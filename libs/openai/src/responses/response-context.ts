import type { AnswerForm } from '../structured-output/answer-form.js';
import { CallChecks } from '../tool-calls/call-checks.js';
import type { TranslationSettings } from '../translation/translation-settings.js';
import { type ResponseEcho, toEcho } from './echo.js';
import { ENCRYPTED_REASONING, includes } from './include.js';
import type { OutputForm } from './output/output-builder.js';
import type { ResponseRequestDto } from './response-request.dto.js';
import type { ResponseTools } from './tools/to-tool-selection.js';

/** What a response is stamped with; ids and time come from outside. */
export interface ResponseStamp {
  /** `resp_` and 24 or more random characters. */
  readonly id: string;
  /** Unix time in seconds. */
  readonly created: number;
  /** A unique id: the prefix and 24 or more random characters. */
  readonly newId: (prefix: string) => string;
  /** Unix time in seconds, now. */
  readonly now: () => number;
}

/** What one answer needs to know of its request. */
export interface ResponseContext extends ResponseStamp {
  readonly echo: ResponseEcho;
  readonly form: OutputForm;
  readonly tools: ResponseTools;
  readonly checks: CallChecks;
  readonly answerForm: AnswerForm | undefined;
}

/** @throws OpenAiError 400 for a function's schema that cannot be enforced */
export function toResponseContext(
  request: ResponseRequestDto,
  { tools, answerForm }: Pick<ResponseContext, 'tools' | 'answerForm'>,
  stamp: ResponseStamp,
  { findProfile, responses }: TranslationSettings,
): ResponseContext {
  const { reasoning, model } = request;
  const encrypt = (thought: string) => responses.reasoningCipher?.encrypt(thought) ?? null;
  return {
    ...stamp,
    echo: toEcho(request, findProfile(model), tools.declared),
    form: {
      newId: stamp.newId,
      reasoning: {
        asSummary: Boolean(reasoning?.summary ?? reasoning?.generate_summary),
        encrypt: includes(request, ENCRYPTED_REASONING) ? encrypt : undefined,
      },
    },
    tools,
    checks: new CallChecks(tools.selection),
    answerForm,
  };
}
