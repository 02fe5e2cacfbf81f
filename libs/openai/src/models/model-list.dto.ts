import { ApiProperty } from '@nestjs/swagger';

/** A model that is installed. */
export class ModelDto {
  /** The name to send as `model`. */
  @ApiProperty({ type: String, example: 'demo:latest' })
  id: string;

  /** Always `model`. */
  @ApiProperty({ type: String, enum: ['model'] })
  object: 'model';

  /** When the model was installed or changed: Unix time in seconds. */
  @ApiProperty({ type: 'integer', example: 1787338102 })
  created: number;

  /** The namespace in the model's name; `library` where it has none. */
  @ApiProperty({ type: String, example: 'library' })
  owned_by: string;
}

/** Answer of `GET /v1/models`. */
export class ModelListDto {
  /** Always `list`. */
  @ApiProperty({ type: String, enum: ['list'] })
  object: 'list';

  /** Empty when no model is installed. */
  @ApiProperty({ type: () => [ModelDto] })
  data: ModelDto[];
}
