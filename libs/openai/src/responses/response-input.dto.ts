import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsOptional, IsString, MinLength } from 'class-validator';
import type { ReasoningEffort } from '../models/reasoning-effort.js';
import { OllamaChatFieldsDto } from '../extensions/ollama-chat-fields.dto.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
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
  @ApiProperty({ type: String, required: false, nullable: true })
  @IsOptional()
  @IsString()
  instructions?: string | null;

  /** Tools that the model may call. */
  @ApiField(TOOLS_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(TOOLS_SCHEMA)
  tools?: Tool[] | null;

  /** Whether the model may, must or must not call tools, and which. */
  @ApiField(TOOL_CHOICE_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(TOOL_CHOICE_SCHEMA)
  tool_choice?: ToolChoice | null;

  /** Whether the model may call more than one tool in an answer. */
  @ApiProperty({ type: Boolean, required: false, nullable: true, default: true })
  @IsOptional()
  @IsBoolean()
  parallel_tool_calls?: boolean | null;

  /** The form of the answer. */
  @ApiField(TEXT_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(TEXT_SCHEMA)
  text?: TextField | null;

  /** How much a thinking model thinks, and where the thought is told. */
  @ApiField(REASONING_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(REASONING_SCHEMA)
  reasoning?: ResponseReasoning | null;

  /** An earlier response to go on from. Refused: nothing is stored. */
  @ApiProperty({ type: String, required: false, nullable: true })
  @IsOptional()
  @IsString()
  previous_response_id?: string | null;

  /** A stored conversation. Refused: nothing is stored. */
  @ApiField(CONVERSATION_SCHEMA, { required: false })
  @IsOptional()
  @MatchesSchema(CONVERSATION_SCHEMA)
  conversation?: string | object | null;
}
