import { ApiProperty } from '@nestjs/swagger';

/** Answer of `POST /v1/responses/input_tokens`. */
export class InputTokensDto {
  /** Always `response.input_tokens`. */
  @ApiProperty({ type: String, enum: ['response.input_tokens'] })
  object: 'response.input_tokens';

  /** Tokens of the input as the model reads it: the chat template's own and those of the tools among them. */
  @ApiProperty({ type: 'integer', example: 11 })
  input_tokens: number;
}
