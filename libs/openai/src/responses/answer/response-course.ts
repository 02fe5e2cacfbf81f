import type { ResponseUsage } from 'openai/resources/responses/responses';
import type { OpenAiError } from '../../errors/openai-error.js';
import type { OutputSink } from '../output/output-sink.js';
import type { ResponseBody } from '../response.js';
import type { ResponseContext } from '../response-context.js';

type Output = ResponseBody['output'];
type State = Partial<Pick<ResponseBody, 'completed_at' | 'error' | 'incomplete_details' | 'usage'>>;

/** The response as a whole, from its beginning to its end, and the events that tell of it. */
export class ResponseCourse {
  constructor(
    private readonly context: ResponseContext,
    private readonly sink: OutputSink,
  ) {}

  begin(): void {
    this.sink.emit({ type: 'response.created', response: this.response('in_progress', []) });
    this.sink.emit({ type: 'response.in_progress', response: this.response('in_progress', []) });
  }

  completed(output: Output, usage: ResponseUsage): ResponseBody {
    const response = this.response('completed', output, { completed_at: this.context.now(), usage });
    this.sink.emit({ type: 'response.completed', response });
    return response;
  }

  /** The model was cut off by the token limit, or by the end of its context. */
  incomplete(output: Output, usage: ResponseUsage): ResponseBody {
    const response = this.response('incomplete', output, {
      incomplete_details: { reason: 'max_output_tokens' },
      usage,
    });
    this.sink.emit({ type: 'response.incomplete', response });
    return response;
  }

  /** Tells of the error first, as the API does: the official clients raise it. */
  failed(output: Output, error: OpenAiError): void {
    const { message, code, param, type } = error;
    this.sink.emit({ type: 'error', code: code ?? type, message, param });
    this.sink.emit({
      type: 'response.failed',
      response: this.response('failed', output, { error: { code: codeOf(error), message } }),
    });
  }

  private response(status: ResponseBody['status'], output: Output, state: State = {}): ResponseBody {
    const { id, created, echo } = this.context;
    return {
      id,
      object: 'response',
      created_at: created,
      status,
      completed_at: null,
      error: null,
      incomplete_details: null,
      output,
      ...echo,
      ...state,
    };
  }
}

/** The codes of a failed response are few; the event before it tells the exact one. */
function codeOf({ status }: OpenAiError): 'rate_limit_exceeded' | 'invalid_prompt' | 'server_error' {
  if (status === 429) return 'rate_limit_exceeded';
  return status < 500 ? 'invalid_prompt' : 'server_error';
}
