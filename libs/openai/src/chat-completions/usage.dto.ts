import { ApiProperty } from '@nestjs/swagger';

export class PromptTokensDetailsDto {
  /** Tokens of the prompt that were evaluated for an earlier request. */
  @ApiProperty({ type: 'integer' })
  cached_tokens: number;
}

export class CompletionTokensDetailsDto {
  /** Tokens that the model thought. */
  @ApiProperty({ type: 'integer' })
  reasoning_tokens: number;
}

/** Token counts, of all choices together; the prompt is counted once. */
export class UsageDto {
  /** Tokens of the prompt. */
  @ApiProperty({ type: 'integer', example: 9 })
  prompt_tokens: number;

  /** Reasoning included. */
  @ApiProperty({ type: 'integer', example: 12 })
  completion_tokens: number;

  /** Both together. */
  @ApiProperty({ type: 'integer', example: 21 })
  total_tokens: number;

  /** Present where Ollama tells. */
  @ApiProperty({ type: () => PromptTokensDetailsDto, required: false })
  prompt_tokens_details?: PromptTokensDetailsDto;

  /** Present where it is known: when the model came no further than to think. */
  @ApiProperty({ type: () => CompletionTokensDetailsDto, required: false })
  completion_tokens_details?: CompletionTokensDetailsDto;
}
