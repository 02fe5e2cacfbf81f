import { ApiProperty } from '@nestjs/swagger';
import { LogprobsDto } from './logprobs.dto.js';
import { UsageDto } from './usage.dto.js';

export class CalledFunctionDeltaDto {
  /** Name of the function; where the arguments come in pieces, in the first. */
  @ApiProperty({ type: String, required: false, example: 'get_weather' })
  name?: string;

  /** The arguments, or the next piece of them: all pieces are a JSON object as text. */
  @ApiProperty({ type: String, required: false, example: '{"city":"Paris"}' })
  arguments?: string;
}

export class ToolCallDeltaDto {
  /** Place of the call in the message, from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** To be sent back as `tool_call_id` with the result. In the first piece of a call. */
  @ApiProperty({ type: String, required: false })
  id?: string;

  /** Always `function`. In the first piece of a call. */
  @ApiProperty({ type: String, enum: ['function'], required: false })
  type?: 'function';

  /** What is called. */
  @ApiProperty({ type: () => CalledFunctionDeltaDto })
  function: CalledFunctionDeltaDto;
}

export class DeltaDto {
  /** In the first chunk only. */
  @ApiProperty({ type: String, enum: ['assistant'], required: false })
  role?: 'assistant';

  /** The next piece of the answer. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Hello' })
  content?: string | null;

  /** What the model thinks before it answers; configured may be the next name, or both. */
  @ApiProperty({ type: String, required: false })
  reasoning?: string;

  /** Another name of `reasoning`. */
  @ApiProperty({ type: String, required: false })
  reasoning_content?: string;

  /** Whole calls where the model was free to call; in pieces, as they are generated, where it had to. */
  @ApiProperty({ type: () => [ToolCallDeltaDto], required: false })
  tool_calls?: ToolCallDeltaDto[];

  /** In place of `tool_calls` where the request has `functions`. */
  @ApiProperty({ type: () => CalledFunctionDeltaDto, required: false, deprecated: true })
  function_call?: CalledFunctionDeltaDto;
}

export class ChunkChoiceDto {
  /** Place of the choice, from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** What is new. */
  @ApiProperty({ type: () => DeltaDto })
  delta: DeltaDto;

  /** Null unless asked for; of the content only. */
  @ApiProperty({ type: () => LogprobsDto, nullable: true })
  logprobs: LogprobsDto | null;

  /** Null but in the last chunk of the choice. */
  @ApiProperty({ type: String, enum: ['stop', 'length', 'tool_calls', 'function_call'], nullable: true })
  finish_reason: 'stop' | 'length' | 'tool_calls' | 'function_call' | null;
}

/** One event of a streamed chat completion; the last event is the text `[DONE]`. */
export class ChatCompletionChunkDto {
  /** The same in all chunks. */
  @ApiProperty({ type: String, example: 'chatcmpl-9f2c4e6a8b0d1f3e5a7c9b1d' })
  id: string;

  /** Always `chat.completion.chunk`. */
  @ApiProperty({ type: String, enum: ['chat.completion.chunk'] })
  object: 'chat.completion.chunk';

  /** Unix time in seconds, the same in all chunks. */
  @ApiProperty({ type: 'integer', example: 1787338102 })
  created: number;

  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo' })
  model: string;

  /** Always `fp_ollama`. */
  @ApiProperty({ type: String, example: 'fp_ollama' })
  system_fingerprint: string;

  /** Empty in the chunk with the usage. */
  @ApiProperty({ type: () => [ChunkChoiceDto] })
  choices: ChunkChoiceDto[];

  /** With `stream_options.include_usage` only: null, but in the last chunk. */
  @ApiProperty({ type: () => UsageDto, nullable: true, required: false })
  usage?: UsageDto | null;
}
