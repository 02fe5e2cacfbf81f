import { ApiProperty } from '@nestjs/swagger';
import { ToolCallDto } from './chat-completion.dto.js';
import { LogprobsDto } from './logprobs.dto.js';
import { UsageDto } from './usage.dto.js';

export class ToolCallDeltaDto extends ToolCallDto {
  /** Place of the call in the message, from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;
}

export class DeltaDto {
  /** In the first chunk only. */
  @ApiProperty({ type: String, enum: ['assistant'], required: false })
  role?: 'assistant';

  /** The next piece of the answer. */
  @ApiProperty({ type: String, nullable: true, required: false, example: 'Hello' })
  content?: string | null;

  /** What the model thinks before it answers. */
  @ApiProperty({ type: String, required: false })
  reasoning?: string;

  /** Whole calls, never in pieces. */
  @ApiProperty({ type: () => [ToolCallDeltaDto], required: false })
  tool_calls?: ToolCallDeltaDto[];
}

export class ChunkChoiceDto {
  /** Always 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** What is new. */
  @ApiProperty({ type: () => DeltaDto })
  delta: DeltaDto;

  /** Null unless asked for; of the content only. */
  @ApiProperty({ type: () => LogprobsDto, nullable: true })
  logprobs: LogprobsDto | null;

  /** Null but in the last chunk with a choice. */
  @ApiProperty({ type: String, enum: ['stop', 'length', 'tool_calls'], nullable: true })
  finish_reason: 'stop' | 'length' | 'tool_calls' | null;
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
