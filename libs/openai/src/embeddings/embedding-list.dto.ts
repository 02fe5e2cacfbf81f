import { ApiProperty } from '@nestjs/swagger';

export class EmbeddingDto {
  /** Always `embedding`. */
  @ApiProperty({ type: String, enum: ['embedding'] })
  object: 'embedding';

  /** Place of the input, from 0. */
  @ApiProperty({ type: 'integer', example: 0 })
  index: number;

  /** Numbers, or with `encoding_format: "base64"` the bytes of 32-bit floats, little end first. */
  @ApiProperty({
    oneOf: [
      { type: 'array', items: { type: 'number' } },
      { type: 'string', format: 'byte' },
    ],
    example: [0.005854383, -0.01226637, -0.08416273],
  })
  embedding: number[] | string;
}

/** Token counts. */
export class EmbeddingUsageDto {
  /** Tokens of all inputs together. */
  @ApiProperty({ type: 'integer', example: 8 })
  prompt_tokens: number;

  /** The same. */
  @ApiProperty({ type: 'integer', example: 8 })
  total_tokens: number;
}

/** Answer of `POST /v1/embeddings`. */
export class EmbeddingListDto {
  /** Always `list`. */
  @ApiProperty({ type: String, enum: ['list'] })
  object: 'list';

  /** In the order of the inputs. */
  @ApiProperty({ type: () => [EmbeddingDto] })
  data: EmbeddingDto[];

  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo' })
  model: string;

  /** Token counts. */
  @ApiProperty({ type: () => EmbeddingUsageDto })
  usage: EmbeddingUsageDto;
}
