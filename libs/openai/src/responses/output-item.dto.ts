import { ApiProperty } from '@nestjs/swagger';

const STATUSES = ['in_progress', 'completed', 'incomplete'];

export class ResponseTopLogprobDto {
  /** The token as text. */
  @ApiProperty({ type: String })
  token: string;

  /** Natural logarithm of the token's probability. */
  @ApiProperty({ type: Number })
  logprob: number;

  /** The token's UTF-8 bytes. */
  @ApiProperty({ type: 'array', items: { type: 'integer' } })
  bytes: number[];
}

export class ResponseLogprobDto extends ResponseTopLogprobDto {
  /** The most likely tokens at this place, as many as `top_logprobs` asked for. */
  @ApiProperty({ type: () => [ResponseTopLogprobDto] })
  top_logprobs: ResponseTopLogprobDto[];
}

export class OutputTextDto {
  /** Always `output_text`. */
  @ApiProperty({ type: String, enum: ['output_text'] })
  type: 'output_text';

  /** The text. */
  @ApiProperty({ type: String, example: 'Hello! How can I help you?' })
  text: string;

  /** Always empty. */
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  annotations: object[];

  /** Empty unless asked for. */
  @ApiProperty({ type: () => [ResponseLogprobDto] })
  logprobs: ResponseLogprobDto[];
}

/** What the model says. */
export class OutputMessageDto {
  /** Unique: `msg_…`. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `message`. */
  @ApiProperty({ type: String, enum: ['message'] })
  type: 'message';

  /** `incomplete` when the model was cut off in it. */
  @ApiProperty({ type: String, enum: STATUSES })
  status: string;

  /** Always `assistant`. */
  @ApiProperty({ type: String, enum: ['assistant'] })
  role: 'assistant';

  /** One part. */
  @ApiProperty({ type: () => [OutputTextDto] })
  content: OutputTextDto[];
}

export class SummaryTextDto {
  /** Always `summary_text`. */
  @ApiProperty({ type: String, enum: ['summary_text'] })
  type: 'summary_text';

  /** The thought itself; nothing here could sum it up. */
  @ApiProperty({ type: String })
  text: string;
}

export class ReasoningTextDto {
  /** Always `reasoning_text`. */
  @ApiProperty({ type: String, enum: ['reasoning_text'] })
  type: 'reasoning_text';

  /** The thought. */
  @ApiProperty({ type: String })
  text: string;
}

/** What the model thinks before it says or calls something. */
export class OutputReasoningDto {
  /** Unique: `rs_…`. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `reasoning`. */
  @ApiProperty({ type: String, enum: ['reasoning'] })
  type: 'reasoning';

  /** `incomplete` when the model was cut off in it. */
  @ApiProperty({ type: String, enum: STATUSES })
  status: string;

  /** The thought, where the request asks for a summary; else empty. */
  @ApiProperty({ type: () => [SummaryTextDto] })
  summary: SummaryTextDto[];

  /** The thought, where the request asks for no summary. */
  @ApiProperty({ type: () => [ReasoningTextDto], required: false })
  content?: ReasoningTextDto[];

  /** Where asked for: the thought for the next request, unreadable; null when no key is configured. */
  @ApiProperty({ type: String, nullable: true, required: false })
  encrypted_content?: string | null;
}

/** A call of a function, for the client to run. */
export class OutputFunctionCallDto {
  /** Unique: `fc_…`. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `function_call`. */
  @ApiProperty({ type: String, enum: ['function_call'] })
  type: 'function_call';

  /** `incomplete` when the model was cut off in it. */
  @ApiProperty({ type: String, enum: STATUSES })
  status: string;

  /** To be sent back with the output. */
  @ApiProperty({ type: String })
  call_id: string;

  /** Name of the function. */
  @ApiProperty({ type: String, example: 'get_weather' })
  name: string;

  /** Of a member of a namespace. */
  @ApiProperty({ type: String, required: false })
  namespace?: string;

  /** A JSON object as text; the beginning of one where the model was cut off. */
  @ApiProperty({ type: String, example: '{"location":"Paris"}' })
  arguments: string;
}

/** A call of a custom tool, for the client to run. */
export class OutputCustomToolCallDto {
  /** Unique: `ctc_…`. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `custom_tool_call`. */
  @ApiProperty({ type: String, enum: ['custom_tool_call'] })
  type: 'custom_tool_call';

  /** To be sent back with the output. */
  @ApiProperty({ type: String })
  call_id: string;

  /** Name of the tool. */
  @ApiProperty({ type: String, example: 'shell' })
  name: string;

  /** Of a member of a namespace. */
  @ApiProperty({ type: String, required: false })
  namespace?: string;

  /** The text for the tool. */
  @ApiProperty({ type: String, example: 'ls -l' })
  input: string;
}
