import type { Rules } from './rules.js';

/** Whatever compiles the schemas that stand within a schema, into rules of the same grammar. */
export interface Compiler {
  readonly rules: Rules;
  /** The name of a rule, or an expression, for the values of the schema. */
  compile(schema: unknown): string;
}
