import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsIn, IsNumber, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';

const RESPONSE_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt'] as const;

/** Form of `POST /v1/audio/translations`. */
export class TranslationRequestDto {
  /** The recording: wav, mp3, flac, ogg, webm or m4a, told by its content, at most 25 MiB. */
  @ApiProperty({ type: String, format: 'binary' })
  @Allow()
  file: unknown;

  /** Name of an installed model that understands audio. */
  @ApiProperty({ type: String, minLength: 1, example: 'gemma3n' })
  @MinLength(1)
  @IsString()
  model: string;

  /** A text in English: what was said before, or an example of how to write. */
  @ApiProperty({ type: String, required: false })
  @IsOptional()
  @IsString()
  prompt?: string;

  /** `json` or `text`. The others are refused: they need time stamps, which Ollama does not tell. */
  @ApiProperty({ type: String, enum: RESPONSE_FORMATS, required: false, default: 'json' })
  @IsOptional()
  @IsIn(RESPONSE_FORMATS)
  response_format?: (typeof RESPONSE_FORMATS)[number];

  /** Sampling temperature, 0 to 1. Unset, the model's own. */
  @ApiProperty({ type: Number, required: false, minimum: 0, maximum: 1 })
  @IsOptional()
  @Max(1)
  @Min(0)
  @IsNumber()
  temperature?: number;
}
