import { ApiProperty } from '@nestjs/swagger';
import { IsString, MinLength } from 'class-validator';
import type { ReasoningEffort } from '../models/reasoning-effort.js';
import { OllamaChatFieldsDto } from '../extensions/ollama-chat-fields.dto.js';
import { OptionalBoolean, OptionalField, OptionalString } from '../validation/optional-fields.dto.js';
import { CONVERSATION_SCHEMA, REASONING_SCHEMA, TEXT_SCHEMA } from './field-schemas.js';
import type { TextField } from './text-field.js';
import { TOOL_CHOICE_SCHEMA, TOOLS_SCHEMA } from './tools/tool-schema.js';
import type { Tool, ToolChoice } from './tools/tool.js';

type Summary = 'auto' | 'concise' | 'detailed';

export interface ResponseReasoning {
  effort?: ReasoningEffort | null;
  summary?: Summary | null;
  generate_summary?: Summary | null;
  context?: 'auto' | 'current_turn' | 'all_turns' | null;
  mode?: string | null;
}

/** What the model is given beside the input: the fields that a response and a count of its tokens share. */
export class ResponseInputDto extends OllamaChatFieldsDto {
  /** Name of an installed model, as `GET /v1/models` lists it. */
  @ApiProperty({ type: String, minLength: 1, example: 'demo' })
  @MinLength(1)
  @IsString()
  model: string;

  /** A system message before the conversation. */
  @OptionalString()
  instructions?: string | null;

  /** Tools that the model may call. */
  @OptionalField(TOOLS_SCHEMA)
  tools?: Tool[] | null;

  /** Whether the model may, must or must not call tools, and which. */
  @OptionalField(TOOL_CHOICE_SCHEMA)
  tool_choice?: ToolChoice | null;

  /** Whether the model may call more than one tool in an answer. */
  @OptionalBoolean({ default: true })
  parallel_tool_calls?: boolean | null;

  /** The form of the answer. */
  @OptionalField(TEXT_SCHEMA)
  text?: TextField | null;

  /** How much a thinking model thinks, and where the thought is told. */
  @OptionalField(REASONING_SCHEMA)
  reasoning?: ResponseReasoning | null;

  /** An earlier response to go on from. Refused: nothing is stored. */
  @OptionalString()
  previous_response_id?: string | null;

  /** A stored conversation. Refused: nothing is stored. */
  @OptionalField(CONVERSATION_SCHEMA)
  conversation?: string | object | null;
}
