import type { OllamaChatRequest } from '@app/ollama';
import type { AnswerForm } from '../structured-output/answer-form.js';
import type { ToolSelection } from '../tool-calls/tool-selection.js';

/** What a request comes to: all that its choices, and the attempts at each, have in common. */
export interface ChatPlan {
  /** The native request, but for the form of the answer and the seed of a choice. */
  request: OllamaChatRequest;
  readonly selection: ToolSelection;
  readonly form: AnswerForm | undefined;
  readonly choices: number;
  /** How often an answer that does not hold is generated again. */
  readonly retries: number;
}
