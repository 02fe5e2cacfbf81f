import type { JsonSchema } from '@app/ollama';
import type { Compiler } from './compiler.js';
import { invalidSchema } from './keywords.js';
import { countOf } from './repetition.js';

/** Arrays: the items of `prefixItems`, then any number of `items` within the limits. */
export function arrayRule(schema: JsonSchema, compiler: Compiler): string {
  const prefix = prefixOf(schema, compiler);
  const least = Math.max(0, countOf(schema['minItems'], 0) - prefix.length);
  const most = schema['items'] === false ? 0 : countOf(schema['maxItems'], Infinity) - prefix.length;
  if (most < least) throw invalidSchema();
  const item = most > 0 ? compiler.compile(schema['items'] ?? true) : undefined;
  const parts = [prefix.join(' "," space '), moreItems(item, least, most, prefix.length > 0, compiler)];
  return compiler.rules.add(`"[" space ${parts.filter((part) => part !== '').join(' ')} space "]"`);
}

function prefixOf({ prefixItems = [] }: JsonSchema, compiler: Compiler): string[] {
  if (!Array.isArray(prefixItems)) throw invalidSchema();
  return prefixItems.map((item) => compiler.compile(item));
}

function moreItems(
  item: string | undefined,
  least: number,
  most: number,
  afterOthers: boolean,
  { rules }: Compiler,
): string {
  if (item === undefined) return '';
  // llama.cpp limits what is repeated by its length: a name is short.
  const next = rules.add(`"," space ${item}`);
  if (afterOthers) return next + repetition(least, most);
  const items = `${item} ${next}${repetition(Math.max(0, least - 1), most - 1)}`;
  return least === 0 ? `(${items})?` : items;
}

function repetition(least: number, most: number): string {
  return most === Infinity ? `{${least},}` : `{${least},${most}}`;
}
