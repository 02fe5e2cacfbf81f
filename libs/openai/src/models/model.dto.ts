import { ApiProperty } from '@nestjs/swagger';

const CAPABILITIES = ['completion', 'tools', 'insert', 'vision', 'embedding', 'thinking', 'audio', 'image'];

/** What a model reads and what it makes. */
export class ModalitiesDto {
  /** What the model reads. */
  @ApiProperty({ type: String, isArray: true, enum: ['text', 'image', 'audio'], example: ['text'] })
  input: string[];

  /** What the model makes. */
  @ApiProperty({ type: String, isArray: true, enum: ['text', 'image', 'embedding'], example: ['text'] })
  output: string[];
}

/** A model that is installed, or an alias of one. What Ollama does not tell is left out. */
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

  /** The namespace in the model's name, `library` where it has none; `ollama-gateway` for a configured alias. */
  @ApiProperty({ type: String, example: 'library' })
  owned_by: string;

  /** Tokens that prompt and answer may have together: as configured, as the Modelfile says, or what it was made for. */
  @ApiProperty({ type: 'integer', required: false, example: 2048 })
  context_length?: number;

  /** What the model can do, in Ollama's words. */
  @ApiProperty({ type: String, isArray: true, enum: CAPABILITIES, required: false, example: ['completion', 'tools'] })
  capabilities?: string[];

  /** The same in terms of input and output. */
  @ApiProperty({ type: () => ModalitiesDto, required: false })
  modalities?: ModalitiesDto;

  /** How the weights are stored. */
  @ApiProperty({ type: String, required: false, example: 'Q4_K_M' })
  quantization?: string;

  /** How many weights there are, as people say it. */
  @ApiProperty({ type: String, required: false, example: '7.6B' })
  parameter_size?: string;

  /** Bytes on disk. */
  @ApiProperty({ type: 'integer', required: false, example: 3633696 })
  size?: number;
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

/** Answer of `DELETE /v1/models/{model}`. */
export class DeletedModelDto {
  /** As the request named it. */
  @ApiProperty({ type: String, example: 'demo:latest' })
  id: string;

  /** Always `model`. */
  @ApiProperty({ type: String, enum: ['model'] })
  object: 'model';

  /** Always true. */
  @ApiProperty({ type: Boolean, enum: [true] })
  deleted: true;
}
