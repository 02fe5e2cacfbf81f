import type { JsonSchema } from '@app/ollama';
import type { Compiler } from './compiler.js';
import { invalidSchema, isSchema } from './keywords.js';
import { literal } from './rules.js';

interface Property {
  /** Key, colon and value. */
  pair: string;
  required: boolean;
}

/** Objects: the schema's properties in its order, without some of those that are not required, and then others. */
export function objectRule(schema: JsonSchema, compiler: Compiler): string {
  const { properties = {}, required = [], additionalProperties } = schema;
  if (!isSchema(properties) || !isListOfNames(required)) throw invalidSchema();
  const listed = Object.entries(properties);
  const unlisted = required.filter((name) => !Object.hasOwn(properties, name)).map((name) => [name, true] as const);
  const all = [...listed, ...unlisted].map(([name, value]) => ({
    pair: `${literal(JSON.stringify(name))} ":" space ${compiler.compile(value)}`,
    required: required.includes(name),
  }));
  const open = additionalProperties === undefined ? all.length === 0 : additionalProperties !== false;
  const other = open ? compiler.compile(additionalProperties ?? true) : undefined;
  return compiler.rules.add(`"{" space ${members(all, other, compiler)} space "}"`);
}

/** A rule for what may follow each property, with and without a member before it, so that commas are right. */
function members(properties: Property[], other: string | undefined, { rules }: Compiler): string {
  const pairOfOther = other === undefined ? undefined : `string ":" space ${other}`;
  let first = pairOfOther ? rules.add(`(${pairOfOther} ("," space ${pairOfOther})*)?`) : '""';
  let next = pairOfOther ? rules.add(`("," space ${pairOfOther})*`) : '""';
  for (const { pair, required } of properties.toReversed()) {
    const afterPair = next;
    next = rules.add(`"," space ${pair} ${afterPair}${required ? '' : ` | ${next}`}`);
    first = rules.add(`${pair} ${afterPair}${required ? '' : ` | ${first}`}`);
  }
  return first;
}

function isListOfNames(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
