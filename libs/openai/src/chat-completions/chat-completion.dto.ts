import { ApiProperty } from '@nestjs/swagger';
import { LogprobsDto } from './logprobs.dto.js';
import { UsageDto } from './usage.dto.js';

export class CalledFunctionDto {
  /** Name of the function. */
  @ApiProperty({ type: String, example: 'get_weather' })
  name: string;

  /** A JSON object as text. */
  @ApiProperty({ type: String, example: '{"city":"Paris"}' })
  arguments: string;
}

export class ToolCallDto {
  /** To be sent back as `tool_call_id` with the result. */
  @ApiProperty({ type: String })
  id: string;

  /** Always `function`. */
  @ApiProperty({ type: String, enum: ['function'] })
  type: 'function';

  /** What is called. */
  @ApiProperty({ type: () => CalledFunctionDto })
  function: CalledFunctionDto;
}

export class AssistantMessageDto {
  /** Always `assistant`. */
  @ApiProperty({ type: String, enum: ['assistant'] })
  role: 'assistant';

  /** Null when the model only called tools. */
  @ApiProperty({ type: String, nullable: true, example: 'Hello! How can I help you?' })
  content: string | null;

  /** What the model thought before it answered, where it thinks; configured may be the next name, or both. */
  @ApiProperty({ type: String, required: false })
  reasoning?: string;

  /** Another name of `reasoning`. */
  @ApiProperty({ type: String, required: false })
  reasoning_content?: string;

  /** Always null. */
  @ApiProperty({ type: 'null' })
  refusal: null;

  /** The functions that the model calls. */
  @ApiProperty({ type: () => [ToolCallDto], required: false })
  tool_calls?: ToolCallDto[];

  /** In place of `tool_calls` where the request has `functions`. */
  @ApiProperty({ type: () => CalledFunctionDto, required: false, deprecated: true })
  function_call?: CalledFunctionDto;
}

export class ChoiceDto {
  /** Place of the choice, from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** The answer. */
  @ApiProperty({ type: () => AssistantMessageDto })
  message: AssistantMessageDto;

  /** Null unless asked for. */
  @ApiProperty({ type: () => LogprobsDto, nullable: true })
  logprobs: LogprobsDto | null;

  /**
   * `stop` for a natural end or a stop text, `length` for the token limit or the end of the context, `tool_calls` or
   * `function_call` when functions were called.
   */
  @ApiProperty({ type: String, enum: ['stop', 'length', 'tool_calls', 'function_call'] })
  finish_reason: 'stop' | 'length' | 'tool_calls' | 'function_call';
}

/** Answer of `POST /v1/chat/completions`, not streamed. */
export class ChatCompletionDto {
  /** Unique. */
  @ApiProperty({ type: String, example: 'chatcmpl-9f2c4e6a8b0d1f3e5a7c9b1d' })
  id: string;

  /** Always `chat.completion`. */
  @ApiProperty({ type: String, enum: ['chat.completion'] })
  object: 'chat.completion';

  /** Unix time in seconds. */
  @ApiProperty({ type: 'integer', example: 1787338102 })
  created: number;

  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo' })
  model: string;

  /** Always `fp_ollama`. */
  @ApiProperty({ type: String, example: 'fp_ollama' })
  system_fingerprint: string;

  /** As many as `n` asked for. */
  @ApiProperty({ type: () => [ChoiceDto] })
  choices: ChoiceDto[];

  /** Token counts. */
  @ApiProperty({ type: () => UsageDto })
  usage: UsageDto;
}
