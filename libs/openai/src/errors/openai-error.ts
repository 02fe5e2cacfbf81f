/** `error.type` of the OpenAI API. */
export type OpenAiErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'server_error'
  | 'api_error';

/** The body of every error answer, and the data of an error event in a stream. */
export interface OpenAiErrorBody {
  error: { message: string; type: OpenAiErrorType; param: string | null; code: string | null };
}

interface OpenAiErrorFields {
  status: number;
  type: OpenAiErrorType;
  message: string;
  /** JSON path of the offending field, e.g. `messages[2].content`. */
  param?: string;
  code?: string;
  /** Sent as `Retry-After`. */
  retryAfterSeconds?: number;
}

/** An error as the OpenAI API reports it. */
export class OpenAiError extends Error {
  override readonly name = 'OpenAiError';
  readonly status: number;
  readonly type: OpenAiErrorType;
  readonly param: string | null;
  readonly code: string | null;
  readonly retryAfterSeconds: number | undefined;

  constructor(fields: OpenAiErrorFields) {
    super(fields.message);
    this.status = fields.status;
    this.type = fields.type;
    this.param = fields.param ?? null;
    this.code = fields.code ?? null;
    this.retryAfterSeconds = fields.retryAfterSeconds;
  }

  /** 400: the request is wrong, and `param` names where. */
  static invalidRequest(fields: { message: string; param?: string; code?: string }): OpenAiError {
    return new OpenAiError({ status: 400, type: 'invalid_request_error', ...fields });
  }

  /** 400: the field is known but cannot be honoured. */
  static unsupportedParameter(param: string, message: string): OpenAiError {
    return OpenAiError.invalidRequest({ message, param, code: 'unsupported_parameter' });
  }

  toBody(): OpenAiErrorBody {
    return { error: { message: this.message, type: this.type, param: this.param, code: this.code } };
  }
}
