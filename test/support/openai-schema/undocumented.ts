interface Schema {
  [keyword: string]: unknown;
}

/** OpenAI's OpenAPI document, as far as the fixture has it. */
export interface OpenAiDocument {
  components: { schemas: Record<string, Schema> };
}

/** The document with what the live API sends and the document leaves out. */
export function withUndocumented(document: OpenAiDocument): OpenAiDocument {
  const { CreateCompletionResponse: completion = {}, Embedding: embedding = {} } = document.components.schemas;
  return {
    ...document,
    components: {
      schemas: {
        ...document.components.schemas,
        // Every chunk but a choice's last has finish_reason: null, and with include_usage usage: null.
        CreateCompletionStreamResponse: orAt(
          orAt(completion, ['properties', 'choices', 'items', 'properties', 'finish_reason'], NULL),
          ['properties', 'usage'],
          NULL,
        ),
        // With encoding_format: "base64".
        Embedding: orAt(embedding, ['properties', 'embedding'], { type: 'string' }),
      },
    },
  };
}

const NULL = { type: 'null' };

/** A copy of a schema in which the one at a path may also match another. */
function orAt(schema: Schema, [step, ...rest]: readonly string[], other: Schema): Schema {
  if (step === undefined) return { anyOf: [schema, other] };
  return { ...schema, [step]: orAt(schema[step] as Schema, rest, other) };
}
