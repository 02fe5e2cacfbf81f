import { ApiProperty } from '@nestjs/swagger';
import { UsageDto } from '../chat-completions/usage.dto.js';

/** Log probabilities of the text's tokens; those of what the model thought are not among them. */
export class CompletionLogprobsDto {
  /** The tokens as texts; one that is a part of a character as its bytes: `bytes:\xf0\x9f`. */
  @ApiProperty({ type: 'array', items: { type: 'string' }, example: [' a', ' time'] })
  tokens: string[];

  /** Natural logarithms of their probabilities. */
  @ApiProperty({ type: 'array', items: { type: 'number' }, example: [-0.25, -0.5] })
  token_logprobs: number[];

  /** The most likely tokens at each place, as many as `logprobs` asked for, and the token itself. */
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'number' } },
    example: [{ ' a': -0.25 }, { ' time': -0.5 }],
  })
  top_logprobs: Record<string, number>[];

  /** Where each token begins, in characters from the beginning of the prompt. */
  @ApiProperty({ type: 'array', items: { type: 'integer' }, example: [9, 11] })
  text_offset: number[];
}

export class CompletionChoiceDto {
  /** The completion; with `echo` the prompt before it. */
  @ApiProperty({ type: String, example: ' a time' })
  text: string;

  /** Place of the choice, from 0: the choices of the first prompt come first. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** Null unless asked for. */
  @ApiProperty({ type: () => CompletionLogprobsDto, nullable: true })
  logprobs: CompletionLogprobsDto | null;

  /** `stop` for a natural end or a stop text, `length` for the token limit; null in all chunks but a choice's last. */
  @ApiProperty({ type: String, enum: ['stop', 'length'], nullable: true })
  finish_reason: 'stop' | 'length' | null;

  /** What the model thought before it answered, where it thinks. */
  @ApiProperty({ type: String, required: false })
  reasoning?: string;

  /** The same, where the service is configured for this name. */
  @ApiProperty({ type: String, required: false })
  reasoning_content?: string;
}

/** Answer of `POST /v1/completions`, and each event of a stream but the last, which is the text `[DONE]`. */
export class CompletionDto {
  /** Unique; the same in all chunks of a stream. */
  @ApiProperty({ type: String, example: 'cmpl-9f2c4e6a8b0d1f3e5a7c9b1d3f5e7a9c' })
  id: string;

  /** Always `text_completion`. */
  @ApiProperty({ type: String, enum: ['text_completion'] })
  object: 'text_completion';

  /** Unix time in seconds; the same in all chunks of a stream. */
  @ApiProperty({ type: 'integer', example: 1787338102 })
  created: number;

  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo' })
  model: string;

  /** Always `fp_ollama`. */
  @ApiProperty({ type: String, example: 'fp_ollama' })
  system_fingerprint: string;

  /** A choice for each prompt, or `n`; empty in the chunk with the usage. */
  @ApiProperty({ type: () => [CompletionChoiceDto] })
  choices: CompletionChoiceDto[];

  /** Of a stream with `stream_options.include_usage` only: null, but in the last chunk. */
  @ApiProperty({ type: () => UsageDto, nullable: true, required: false })
  usage?: UsageDto | null;
}
