import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsBoolean, IsIn, IsNumber, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import type { FieldSchema } from '../validation/field-schema.js';
import { OptionalField } from '../validation/optional-fields.dto.js';

const RESPONSE_FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt', 'diarized_json'] as const;

const TEXTS: FieldSchema = { type: 'array', items: { type: 'string', minLength: 1 } };
const INCLUDE: FieldSchema = { type: 'array', items: { type: 'string', enum: ['logprobs'] } };
const GRANULARITIES: FieldSchema = { type: 'array', items: { type: 'string', enum: ['word', 'segment'] } };

/** Form of `POST /v1/audio/transcriptions`. */
export class TranscriptionRequestDto {
  /** The recording: wav, mp3, flac, ogg, webm or m4a, told by its content, at most 25 MiB. */
  @ApiProperty({ type: String, format: 'binary' })
  @Allow()
  file: unknown;

  /** Name of an installed model that understands audio. */
  @ApiProperty({ type: String, minLength: 1, example: 'gemma3n' })
  @MinLength(1)
  @IsString()
  model: string;

  /** The language that is spoken, as a code such as `en`. Told to the model. */
  @ApiProperty({ type: String, required: false, example: 'en' })
  @IsOptional()
  @IsString()
  language?: string;

  /** Languages of which one or more are spoken, as codes. Told to the model. */
  @OptionalField(TEXTS)
  languages?: string[];

  /** Words that may occur, such as names. Told to the model. */
  @OptionalField(TEXTS)
  keywords?: string[];

  /** What was said before, or an example of how to write. Told to the model. */
  @ApiProperty({ type: String, required: false })
  @IsOptional()
  @IsString()
  prompt?: string;

  /** `json` or `text`. The others are refused: they need time stamps or speakers, which Ollama does not tell. */
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

  /** Send the transcript as server-sent events while it is written; with the format `json` only. */
  @ApiProperty({ type: Boolean, required: false, default: false })
  @IsOptional()
  @IsBoolean()
  stream?: boolean;

  /** Refused: log probabilities are not told of transcripts. */
  @OptionalField(INCLUDE)
  include?: 'logprobs'[];

  /** Refused: Ollama tells no times. */
  @OptionalField(GRANULARITIES)
  timestamp_granularities?: ('word' | 'segment')[];

  /** `auto` is accepted; the recording is read as a whole. Anything else is refused. */
  @ApiProperty({ type: String, required: false, example: 'auto' })
  @IsOptional()
  @IsString()
  chunking_strategy?: string;

  /** Refused: speakers are not told apart. */
  @OptionalField(TEXTS)
  known_speaker_names?: string[];

  /** Refused: speakers are not told apart. */
  @OptionalField(TEXTS)
  known_speaker_references?: string[];
}
