import type { OllamaKeepAlive } from '@app/ollama';
import { NativeError } from '../errors/native-error.js';

const DEFAULT_MS = 5 * 60_000;
const UNITS_MS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/gy;

/**
 * How long a model stays loaded after its last request, in milliseconds: a duration as Go writes it (`"5m"`,
 * `"1h30m"`), seconds, or for ever when negative.
 */
export function keepAliveMs(value: OllamaKeepAlive | undefined): number {
  if (value === undefined) return DEFAULT_MS;
  if (typeof value === 'number') return value < 0 ? Infinity : value * 1000;
  if (typeof value !== 'string') throw NativeError.badRequest('keep_alive must be a duration or a number of seconds');
  const duration = parseDuration(value);
  if (duration === undefined) throw NativeError.badRequest(`time: invalid duration ${JSON.stringify(value)}`);
  return duration < 0 ? Infinity : duration;
}

function parseDuration(text: string): number | undefined {
  const [, sign, digits = ''] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (digits === '0') return 0;
  let length = 0;
  let sum = 0;
  for (const [part, count, unit = ''] of digits.matchAll(PART)) {
    length += part.length;
    sum += Number(count) * (UNITS_MS[unit] ?? 0);
  }
  if (length === 0 || length !== digits.length) return undefined;
  return sign === '-' ? -sum : sum;
}
