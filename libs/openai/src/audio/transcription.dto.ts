import { ApiProperty } from '@nestjs/swagger';

/** Token counts. */
export class TranscriptUsageDto {
  /** Always `tokens`. */
  @ApiProperty({ type: String, enum: ['tokens'] })
  type: 'tokens';

  /** Tokens of the request, the recording among them. */
  @ApiProperty({ type: 'integer', example: 190 })
  input_tokens: number;

  /** Tokens of the transcript. */
  @ApiProperty({ type: 'integer', example: 12 })
  output_tokens: number;

  /** Both together. */
  @ApiProperty({ type: 'integer', example: 202 })
  total_tokens: number;
}

/** A transcript, in the format `json`. */
export class TranscriptionDto {
  /** What is said. */
  @ApiProperty({ type: String, example: 'Hello!' })
  text: string;

  /** What it cost. */
  @ApiProperty({ type: () => TranscriptUsageDto })
  usage: TranscriptUsageDto;
}

/** A translated transcript, in the format `json`. */
export class AudioTranslationDto {
  /** What is said, in English. */
  @ApiProperty({ type: String, example: 'Hello!' })
  text: string;
}

/** The next piece of a streamed transcript. */
export class TranscriptDeltaEventDto {
  /** Always `transcript.text.delta`. */
  @ApiProperty({ type: String, enum: ['transcript.text.delta'] })
  type: 'transcript.text.delta';

  /** The piece. */
  @ApiProperty({ type: String, example: 'Hel' })
  delta: string;
}

/** The end of a streamed transcript; the text `[DONE]` follows it. */
export class TranscriptDoneEventDto {
  /** Always `transcript.text.done`. */
  @ApiProperty({ type: String, enum: ['transcript.text.done'] })
  type: 'transcript.text.done';

  /** The whole transcript. */
  @ApiProperty({ type: String, example: 'Hello!' })
  text: string;

  /** What it cost. */
  @ApiProperty({ type: () => TranscriptUsageDto })
  usage: TranscriptUsageDto;
}
