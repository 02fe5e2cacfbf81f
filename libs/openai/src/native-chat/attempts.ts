import type { OllamaChatRequest, OllamaFormat, OllamaOptions } from '@app/ollama';
import type { OpenAiError } from '../errors/openai-error.js';
import { INVALID_STRUCTURED_OUTPUT } from '../structured-output/invalid-structured-output.js';
import { toForcedCallsFormat } from '../tool-calls/forced-calls-format.js';
import { INVALID_TOOL_ARGUMENTS, InvalidToolCall } from '../tool-calls/invalid-tool-call.js';
import type { ChatPlan } from './chat-plan.js';

/**
 * How the text of an answer is read: `text` as the content; `held` as the content, once it is known to have the form that
 * was asked for; `calls` as the calls that the model was constrained to write.
 */
export type Reading = 'text' | 'held' | 'calls';

/** What a client has been told of an answer that does not hold. */
export interface Told {
  readonly content: boolean;
  readonly calls: boolean;
}

export const NOTHING_TOLD: Told = { content: false, calls: false };

/** The attempts at one choice: what Ollama is asked, and what it is asked instead when the answer does not hold. */
export class Attempts {
  reading: Reading;
  private format: OllamaFormat | undefined;
  private repetitions = 0;

  /** @param choice its place among the choices */
  constructor(
    private readonly plan: ChatPlan,
    private readonly choice: number,
  ) {
    const { form, request, selection } = plan;
    if (selection.mode === 'required') {
      this.reading = 'calls';
      this.format = toForcedCallsFormat(selection.callable, selection.parallel);
    } else if (form !== undefined && request.tools !== undefined) {
      // Constrained to the form, a model could not call what it is told of: that comes second.
      this.reading = 'held';
    } else {
      this.reading = 'text';
      this.format = form?.format;
    }
  }

  get request(): OllamaChatRequest {
    const { request } = this.plan;
    const options = this.seededOptions();
    if (this.format === undefined && options === undefined) return request;
    return { ...request, ...(this.format && { format: this.format }), ...(options && { options }) };
  }

  /**
   * Goes on to the next attempt, where there is one.
   * @param failure why the answer does not hold
   */
  goOn(failure: OpenAiError, told: Told): boolean {
    const { form } = this.plan;
    if (this.reading === 'held' && failure.code === INVALID_STRUCTURED_OUTPUT) {
      this.reading = 'text';
      this.format = form?.format;
      return true;
    }
    if (told.calls || this.repetitions >= this.plan.retries) return false;
    return this.force(failure) || (!told.content && this.repeat(failure));
  }

  /** A call with wrong arguments, which the model was free to write: it calls the same function again, constrained. */
  private force(failure: OpenAiError): boolean {
    if (this.reading === 'calls' || !(failure instanceof InvalidToolCall) || failure.code !== INVALID_TOOL_ARGUMENTS) {
      return false;
    }
    const called = this.plan.selection.callable.filter(({ name }) => name === failure.called);
    this.repetitions += 1;
    this.reading = 'calls';
    this.format = toForcedCallsFormat(called, false);
    return true;
  }

  private repeat(failure: OpenAiError): boolean {
    if (failure.code !== INVALID_STRUCTURED_OUTPUT && !(failure instanceof InvalidToolCall)) return false;
    this.repetitions += 1;
    return true;
  }

  /** Choices and repetitions with one seed would all be the same. */
  private seededOptions(): OllamaOptions | undefined {
    const { request, choices } = this.plan;
    const seed = request.options?.seed;
    const distance = this.choice + this.repetitions * choices;
    return seed === undefined || distance === 0 ? undefined : { ...request.options, seed: seed + distance };
  }
}
