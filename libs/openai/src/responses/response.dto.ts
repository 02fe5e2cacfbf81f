import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import {
  OutputCustomToolCallDto,
  OutputFunctionCallDto,
  OutputMessageDto,
  OutputReasoningDto,
} from './output-item.dto.js';

const ITEMS = [OutputMessageDto, OutputReasoningDto, OutputFunctionCallDto, OutputCustomToolCallDto];

export class InputTokensDetailsDto {
  /** Tokens that were evaluated for an earlier request; 0 where Ollama does not tell. */
  @ApiProperty({ type: 'integer' })
  cached_tokens: number;

  /** Always 0: Ollama does not tell. */
  @ApiProperty({ type: 'integer' })
  cache_write_tokens: number;
}

export class OutputTokensDetailsDto {
  /** All of them where the answer was cut off while the model was thinking; else 0: Ollama does not tell. */
  @ApiProperty({ type: 'integer' })
  reasoning_tokens: number;
}

/** Token counts. */
export class ResponseUsageDto {
  /** Tokens of the input. */
  @ApiProperty({ type: 'integer', example: 9 })
  input_tokens: number;

  /** Of the input. */
  @ApiProperty({ type: () => InputTokensDetailsDto })
  input_tokens_details: InputTokensDetailsDto;

  /** Reasoning included. */
  @ApiProperty({ type: 'integer', example: 12 })
  output_tokens: number;

  /** Of the output. */
  @ApiProperty({ type: () => OutputTokensDetailsDto })
  output_tokens_details: OutputTokensDetailsDto;

  /** Both together. */
  @ApiProperty({ type: 'integer', example: 21 })
  total_tokens: number;
}

export class ResponseErrorDto {
  /** The kind of failure; the event `error` before it has the exact code. */
  @ApiProperty({ type: String, enum: ['server_error', 'rate_limit_exceeded', 'invalid_prompt'] })
  code: string;

  /** What went wrong. */
  @ApiProperty({ type: String })
  message: string;
}

export class IncompleteDetailsDto {
  /** The limit of tokens, or the end of the context, was reached. */
  @ApiProperty({ type: String, enum: ['max_output_tokens'] })
  reason: 'max_output_tokens';
}

/** Answer of `POST /v1/responses`, not streamed. Beside these fields it has those of the request, as they were understood. */
@ApiExtraModels(...ITEMS)
export class ResponseDto {
  /** Unique: `resp_…`. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `response`. */
  @ApiProperty({ type: String, enum: ['response'] })
  object: 'response';

  /** Unix time in seconds. */
  @ApiProperty({ type: 'integer', example: 1787338102 })
  created_at: number;

  /** Unix time in seconds; null unless the response is completed. */
  @ApiProperty({ type: 'integer', nullable: true })
  completed_at: number | null;

  /** `incomplete` when the model was cut off; `failed` in streams only. */
  @ApiProperty({ type: String, enum: ['in_progress', 'completed', 'incomplete', 'failed'] })
  status: string;

  /** Null unless the response has failed. */
  @ApiProperty({ type: () => ResponseErrorDto, nullable: true })
  error: ResponseErrorDto | null;

  /** Null unless the response is incomplete. */
  @ApiProperty({ type: () => IncompleteDetailsDto, nullable: true })
  incomplete_details: IncompleteDetailsDto | null;

  /** What the model thought, said and called, in the order in which it did. */
  @ApiProperty({ type: 'array', items: { oneOf: ITEMS.map((item) => ({ $ref: getSchemaPath(item) })) } })
  output: (OutputMessageDto | OutputReasoningDto | OutputFunctionCallDto | OutputCustomToolCallDto)[];

  /** Known once the response has ended. */
  @ApiProperty({ type: () => ResponseUsageDto, required: false })
  usage?: ResponseUsageDto;

  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo' })
  model: string;

  /** As in the request. */
  @ApiProperty({ type: String, nullable: true })
  instructions: string | null;

  /** Always false. */
  @ApiProperty({ type: Boolean })
  background: boolean;

  /** Always false: nothing is stored. */
  @ApiProperty({ type: Boolean })
  store: false;

  /** Always null: nothing is stored. */
  @ApiProperty({ type: 'null' })
  previous_response_id: null;

  /** As in the request; null where the model's own limit holds. */
  @ApiProperty({ type: 'integer', nullable: true })
  max_output_tokens: number | null;

  /** As in the request. */
  @ApiProperty({ type: 'integer', nullable: true })
  max_tool_calls: number | null;

  /** As in the request. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  metadata: Record<string, string>;

  /** As in the request. */
  @ApiProperty({ type: Boolean })
  parallel_tool_calls: boolean;

  /** As in the request. */
  @ApiProperty({ type: String, nullable: true })
  prompt_cache_key: string | null;

  /** As in the request. */
  @ApiProperty({ type: String, enum: ['in_memory', '24h'], required: false, deprecated: true })
  prompt_cache_retention?: string;

  /** `effort` and `summary` of the request. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  reasoning: object;

  /** As in the request. */
  @ApiProperty({ type: String, nullable: true })
  safety_identifier: string | null;

  /** Always `default`. */
  @ApiProperty({ type: String, enum: ['default'] })
  service_tier: 'default';

  /** As in the request; null where the model's own holds. */
  @ApiProperty({ type: Number, nullable: true })
  temperature: number | null;

  /** The form of the answer, as in the request. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  text: object;

  /** As in the request. */
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object' }] })
  tool_choice: string | object;

  /** As in the request, but for tools that were left out. */
  @ApiProperty({ type: 'array', items: { type: 'object' } })
  tools: object[];

  /** As in the request. */
  @ApiProperty({ type: 'integer' })
  top_logprobs: number;

  /** As in the request; null where the model's own holds. */
  @ApiProperty({ type: Number, nullable: true })
  top_p: number | null;

  /** As in the request, or as the model is configured. */
  @ApiProperty({ type: String, enum: ['auto', 'disabled'] })
  truncation: string;

  /** As in the request. */
  @ApiProperty({ type: String, required: false })
  user?: string;
}
