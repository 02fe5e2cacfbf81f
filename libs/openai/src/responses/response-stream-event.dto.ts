import { ApiProperty } from '@nestjs/swagger';
import { ResponseDto } from './response.dto.js';

const EVENT_TYPES = [
  'response.created',
  'response.in_progress',
  'response.output_item.added',
  'response.content_part.added',
  'response.output_text.delta',
  'response.output_text.done',
  'response.reasoning_text.delta',
  'response.reasoning_text.done',
  'response.reasoning_summary_part.added',
  'response.reasoning_summary_text.delta',
  'response.reasoning_summary_text.done',
  'response.reasoning_summary_part.done',
  'response.function_call_arguments.delta',
  'response.function_call_arguments.done',
  'response.custom_tool_call_input.delta',
  'response.custom_tool_call_input.done',
  'response.content_part.done',
  'response.output_item.done',
  'response.completed',
  'response.incomplete',
  'error',
  'response.failed',
];

/** An event of a streamed response. The last one is `response.completed`, `response.incomplete` or `response.failed`. */
export class ResponseStreamEventDto {
  /** What the event tells; stands in the line `event:`, too. */
  @ApiProperty({ type: String, enum: EVENT_TYPES })
  type: string;

  /** Place of the event in the stream, from 0. */
  @ApiProperty({ type: 'integer' })
  sequence_number: number;

  /** The response as far as it has come: of the first two events, and of the last. */
  @ApiProperty({ type: () => ResponseDto, required: false })
  response?: ResponseDto;

  /** Place of the item in the output. */
  @ApiProperty({ type: 'integer', required: false })
  output_index?: number;

  /** Id of the item. */
  @ApiProperty({ type: String, required: false })
  item_id?: string;

  /** The item: of `response.output_item.added` and `.done`. */
  @ApiProperty({ type: 'object', additionalProperties: true, selfRequired: false })
  item?: object;

  /** Place of the part in the item's content. */
  @ApiProperty({ type: 'integer', required: false })
  content_index?: number;

  /** Place of the part in the item's summary. */
  @ApiProperty({ type: 'integer', required: false })
  summary_index?: number;

  /** The part: of the events that tell of its beginning and its end. */
  @ApiProperty({ type: 'object', additionalProperties: true, selfRequired: false })
  part?: object;

  /** The next piece of a text. */
  @ApiProperty({ type: String, required: false, example: 'Hello' })
  delta?: string;

  /** A whole text, at its end. */
  @ApiProperty({ type: String, required: false })
  text?: string;

  /** Log probabilities of the piece, or of the text; empty unless asked for. */
  @ApiProperty({ type: 'array', items: { type: 'object' }, required: false })
  logprobs?: object[];

  /** The whole arguments of a function call, at their end. */
  @ApiProperty({ type: String, required: false })
  arguments?: string;

  /** Name of the function whose arguments have ended. */
  @ApiProperty({ type: String, required: false })
  name?: string;

  /** The whole input of a custom tool, at its end. */
  @ApiProperty({ type: String, required: false })
  input?: string;

  /** What went wrong: of `error`. */
  @ApiProperty({ type: String, required: false })
  message?: string;

  /** A word for programs: of `error`. */
  @ApiProperty({ type: String, nullable: true, required: false })
  code?: string | null;

  /** The field of the request that is wrong: of `error`. */
  @ApiProperty({ type: String, nullable: true, required: false })
  param?: string | null;
}
