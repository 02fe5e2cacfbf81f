import type { JsonSchema } from '@app/ollama';
import { invalidSchema, unsupported } from './keywords.js';
import { patternRule } from './pattern-rule.js';
import { countOf } from './repetition.js';
import type { Rules } from './rules.js';

const FORMATS: Record<string, string> = {
  date: 'date',
  time: 'time',
  'date-time': 'date "T" time',
  uuid: 'uuid',
};

/** Strings that match a pattern, have a length, or a format that has a grammar; other formats only describe. */
export function stringRule({ minLength, maxLength, format, pattern }: JsonSchema, rules: Rules): string {
  if (pattern !== undefined) {
    if (minLength !== undefined || maxLength !== undefined) throw unsupported('"pattern" with a length');
    return patternRule(pattern, rules);
  }
  const content = typeof format === 'string' ? FORMATS[format] : undefined;
  if (content !== undefined) return rules.add(`"\\"" ${content} "\\""`);
  if (minLength === undefined && maxLength === undefined) return 'string';
  const least = countOf(minLength, 0);
  const most = countOf(maxLength, Infinity);
  if (most < least) throw invalidSchema();
  return rules.add(`"\\"" char{${least},${most === Infinity ? '' : most}} "\\""`);
}
