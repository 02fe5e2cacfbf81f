import { ApiProperty } from '@nestjs/swagger';

export class TopLogprobDto {
  /** The token as text. */
  @ApiProperty({ type: String })
  token: string;

  /** Natural logarithm of the token's probability. */
  @ApiProperty({ type: Number })
  logprob: number;

  /** The token's UTF-8 bytes. */
  @ApiProperty({ type: 'array', items: { type: 'integer' }, nullable: true })
  bytes: number[] | null;
}

export class TokenLogprobDto extends TopLogprobDto {
  /** The most likely tokens at this place, as many as `top_logprobs` asked for. */
  @ApiProperty({ type: () => [TopLogprobDto] })
  top_logprobs: TopLogprobDto[];
}

/** Log probabilities of the content's tokens; those of the reasoning are not among them. */
export class LogprobsDto {
  /** One for each token. */
  @ApiProperty({ type: () => [TokenLogprobDto] })
  content: TokenLogprobDto[];

  /** Always null. */
  @ApiProperty({ type: 'null' })
  refusal: null;
}
