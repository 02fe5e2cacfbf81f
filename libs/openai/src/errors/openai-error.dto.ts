import { ApiProperty } from '@nestjs/swagger';

/** What went wrong, and where. */
export class OpenAiErrorDetailDto {
  /** What was wrong, where, and what is accepted. */
  @ApiProperty({ example: "The model 'nope' does not exist. Installed: 'demo'." })
  message: string;

  /** The class of the error. */
  @ApiProperty({
    enum: [
      'invalid_request_error',
      'authentication_error',
      'permission_error',
      'not_found_error',
      'rate_limit_error',
      'server_error',
      'api_error',
    ],
    example: 'not_found_error',
  })
  type: string;

  /** JSON path of the field that is wrong, e.g. `messages[2].content`. */
  @ApiProperty({ type: String, nullable: true, example: 'model' })
  param: string | null;

  /** A word for programs, e.g. `model_not_found`, `context_length_exceeded`, `unsupported_parameter`. */
  @ApiProperty({ type: String, nullable: true, example: 'model_not_found' })
  code: string | null;
}

/** The body of every error answer, and the data of an error event in a stream. */
export class OpenAiErrorDto {
  /** The error. */
  @ApiProperty({ type: () => OpenAiErrorDetailDto })
  error: OpenAiErrorDetailDto;
}
