import { ApiProperty } from '@nestjs/swagger';

/** The body of an error answer of Ollama's own API. */
export class NativeErrorDto {
  /** What went wrong. */
  @ApiProperty({ example: "model 'nope' not found" })
  error: string;
}
