import type { JsonSchema, OllamaFormat } from '@app/ollama';

/** Decides among `count` possibilities, by their number from 0. */
export type Pick = (count: number) => number;

const FIRST: Pick = () => 0;
const MOST_MORE = 3;

/**
 * A JSON value that a model could have generated under the constraint of `format`, which it follows as a grammar does:
 * properties in their order, nothing that the schema does not allow.
 * @param pick decides wherever there is a choice; what is not required is left out at 0
 */
export function followFormat(format: OllamaFormat, pick: Pick = FIRST): unknown {
  if (format === 'json') return {};
  try {
    return new Follower(format, pick).value(format);
  } catch (error) {
    // A schema that leads back to itself without end is a client's right to send with a tool; no value follows it.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

class Follower {
  constructor(
    private readonly root: JsonSchema,
    private readonly pick: Pick,
  ) {}

  value(schema: unknown): unknown {
    const { $ref, enum: values, const: only, anyOf, oneOf, type } = asSchema(schema);
    if (typeof $ref === 'string') return this.value(this.resolve($ref));
    if (Array.isArray(values)) return this.oneOf(values);
    if (only !== undefined) return only;
    const branches = anyOf ?? oneOf;
    if (Array.isArray(branches)) return this.value(this.oneOf(branches));
    return this.typed(Array.isArray(type) ? this.oneOf(type) : type, asSchema(schema));
  }

  private typed(type: unknown, schema: JsonSchema): unknown {
    switch (type) {
      case 'object':
        return this.object(schema);
      case 'array':
        return this.array(schema);
      case 'string':
        return 'x'.repeat(this.count(schema['minLength'], schema['maxLength']));
      case 'integer':
      case 'number':
        return this.number(schema);
      case 'boolean':
        return this.pick(2) === 1;
      case 'null':
        return null;
      default:
        return this.oneOf(['any', 1, null, {}, []]);
    }
  }

  private object({ properties, required, additionalProperties }: JsonSchema): object {
    const needed = (required ?? []) as string[];
    const entries = Object.entries(asSchema(properties))
      .filter(([name]) => needed.includes(name) || this.pick(2) === 1)
      .map(([name, schema]): [string, unknown] => [name, this.value(schema)]);
    const more = additionalProperties ?? false;
    if (more !== false && this.pick(2) === 1) entries.push(['more', this.value(more === true ? {} : more)]);
    return Object.fromEntries(entries);
  }

  private array({ items, minItems, maxItems }: JsonSchema): unknown[] {
    return Array.from({ length: this.count(minItems, maxItems) }, () => this.value(items ?? {}));
  }

  private number({ minimum, maximum }: JsonSchema): number {
    const least = typeof minimum === 'number' ? minimum : 0;
    const most = typeof maximum === 'number' ? maximum : least + MOST_MORE;
    return least + this.pick(most - least + 1);
  }

  private count(minimum: unknown, maximum: unknown): number {
    const least = typeof minimum === 'number' ? minimum : 0;
    const most = typeof maximum === 'number' ? Math.min(maximum, least + MOST_MORE) : least + MOST_MORE;
    return least + this.pick(most - least + 1);
  }

  private oneOf(list: readonly unknown[]): unknown {
    return list[this.pick(list.length)];
  }

  private resolve(pointer: string): unknown {
    const steps = pointer.split('/').slice(1);
    return steps.reduce<unknown>((node, step) => asSchema(node)[step], this.root);
  }
}

function asSchema(value: unknown): JsonSchema {
  return typeof value === 'object' && value !== null ? (value as JsonSchema) : {};
}
