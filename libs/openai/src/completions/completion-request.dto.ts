import { ApiProperty } from '@nestjs/swagger';
import { IsString, MinLength } from 'class-validator';
import {
  LARGEST_SEED,
  LOGIT_BIAS_SCHEMA,
  SMALLEST_SEED,
  STOP_SCHEMA,
  STREAM_OPTIONS_SCHEMA,
} from '../chat-completions/field-schemas.js';
import { OllamaFieldsDto } from '../extensions/ollama-fields.dto.js';
import { TEXT_INPUT_FORMS, TEXT_INPUT_SCHEMA, type TextInput } from '../tokens/text-input.js';
import { ApiField } from '../validation/api-field.dto.js';
import { MatchesSchema } from '../validation/matches-schema.js';
import {
  OptionalBoolean,
  OptionalField,
  OptionalInteger,
  OptionalNumber,
  OptionalString,
} from '../validation/optional-fields.dto.js';

/** Body of `POST /v1/completions`. What is unset, or null, is left to the model's own settings. */
export class CompletionRequestDto extends OllamaFieldsDto {
  /** Name of an installed model, as `GET /v1/models` lists it. */
  @ApiProperty({ type: String, minLength: 1, example: 'demo' })
  @MinLength(1)
  @IsString()
  model: string;

  /**
   * One text or several, none empty; or token arrays in their place, which are turned back into text with the vocabulary
   * that is configured (`cl100k_base` unless set). Each has choices of its own, in the order of the prompts.
   */
  @ApiField(TEXT_INPUT_FORMS, { required: true, example: 'Once upon a time' })
  @MatchesSchema(TEXT_INPUT_SCHEMA)
  prompt: TextInput;

  /**
   * Text that comes after the completion; it makes the model fill in the middle. The model's own template puts both
   * together, so that `raw` cannot be true beside it.
   */
  @OptionalString()
  suffix?: string | null;

  /** Send the completion as server-sent events while it is generated. */
  @OptionalBoolean({ default: false })
  stream?: boolean | null;

  /** How to stream; allowed when `stream` is true. */
  @OptionalField(STREAM_OPTIONS_SCHEMA)
  stream_options?: { include_usage?: boolean | null; include_obfuscation?: boolean | null } | null;

  /** Tokens to generate at most. Unset, the model's own limit: OpenAI's 16 are not imposed. */
  @OptionalInteger({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
  max_tokens?: number | null;

  /** Sampling temperature, 0 to 2: higher is more random. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 2 })
  temperature?: number | null;

  /** Nucleus sampling: only the most likely tokens of this probability mass, 0 to 1. Unset, the model's own. */
  @OptionalNumber({ minimum: 0, maximum: 1 })
  top_p?: number | null;

  /** Completions of each prompt. All prompts together have as many generations as the service is configured for. */
  @OptionalInteger({ minimum: 1, maximum: 128, default: 1 })
  n?: number | null;

  /**
   * Generations of each prompt, of which the `n` with the highest mean log probability are returned, the best first. All
   * of them are counted in the usage. More than `n` cannot be streamed.
   */
  @OptionalInteger({ minimum: 1, maximum: 20, default: 1 })
  best_of?: number | null;

  /** Put the prompt before the completion. Not together with `logprobs`. */
  @OptionalBoolean({ default: false })
  echo?: boolean | null;

  /** Return the log probabilities of the completion's tokens, and those of this many alternatives to each, 0 to 5. */
  @OptionalInteger({ minimum: 0, maximum: 5 })
  logprobs?: number | null;

  /** Up to 4 texts at which generation stops; the completion does not contain them. */
  @OptionalField(STOP_SCHEMA)
  stop?: string | string[] | null;

  /**
   * The same seed and parameters should give the same completion. Of several completions of a prompt the first has this
   * seed, and each other one a seed that is higher by 1.
   */
  @OptionalInteger({ minimum: SMALLEST_SEED, maximum: LARGEST_SEED })
  seed?: number | null;

  /** -2 to 2: positive values make tokens less likely the more often they have occurred. Unset, the model's own. */
  @OptionalNumber({ minimum: -2, maximum: 2 })
  frequency_penalty?: number | null;

  /** -2 to 2: positive values make tokens less likely once they have occurred. Unset, the model's own. */
  @OptionalNumber({ minimum: -2, maximum: 2 })
  presence_penalty?: number | null;

  /** Biases of tokens by their ids in the model's vocabulary. The embedded engine knows them; with Ollama they are refused. */
  @OptionalField(LOGIT_BIAS_SCHEMA)
  logit_bias?: Record<string, number> | null;

  /** A hint: accepted, without effect. */
  @OptionalString()
  user?: string | null;

  /**
   * Of Ollama's API: true gives the prompt to the model as it is, false puts it into the model's chat template. Unset, the
   * configuration decides: raw unless set.
   */
  @OptionalBoolean()
  raw?: boolean | null;
}
