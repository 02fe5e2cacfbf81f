import { NativeError } from '../errors/native-error.js';

/** The options of a request with Ollama's defaults filled in; a penalty that nobody asked for is none. */
export interface RunOptions {
  /** Tokens of prompt and answer together; undefined leaves it to the model. */
  num_ctx?: number;
  num_predict: number;
  num_keep: number;
  stop: string[];
  /** Undefined is another one each time. */
  seed?: number;
  temperature: number;
  top_k: number;
  top_p: number;
  min_p: number;
  repeat_last_n: number;
  repeat_penalty: number;
  presence_penalty: number;
  frequency_penalty: number;
  /** By token id: added to the token's logit. Not one of Ollama's options. */
  logit_bias?: Record<string, number>;
}

type Kind =
  | { type: 'integer' | 'float32'; least?: number; most?: number }
  | { type: 'boolean' }
  | { type: 'array' }
  | { type: 'map of numbers' };

const DEFAULTS: RunOptions = {
  num_predict: -1,
  num_keep: 4,
  stop: [],
  temperature: 0.8,
  top_k: 40,
  top_p: 0.9,
  min_p: 0,
  repeat_last_n: 64,
  repeat_penalty: 1,
  presence_penalty: 0,
  frequency_penalty: 0,
};

const SHARE = { type: 'float32', least: 0, most: 1 } as const;

const KINDS: Record<string, Kind> = {
  num_ctx: { type: 'integer', least: 4 },
  num_predict: { type: 'integer', least: -2 },
  num_keep: { type: 'integer', least: -1 },
  seed: { type: 'integer' },
  temperature: { type: 'float32', least: 0 },
  top_k: { type: 'integer' },
  top_p: SHARE,
  min_p: SHARE,
  typical_p: { type: 'float32', least: 1, most: 1 },
  repeat_last_n: { type: 'integer', least: -1 },
  repeat_penalty: { type: 'float32', least: 0 },
  presence_penalty: { type: 'float32' },
  frequency_penalty: { type: 'float32' },
  stop: { type: 'array' },
  logit_bias: { type: 'map of numbers' },
  // How to run the model, which changes no answer: the engine finds that out by itself.
  num_batch: { type: 'integer' },
  num_gpu: { type: 'integer' },
  main_gpu: { type: 'integer' },
  num_thread: { type: 'integer' },
  use_mmap: { type: 'boolean' },
  use_mlock: { type: 'boolean' },
  numa: { type: 'boolean' },
  low_vram: { type: 'boolean' },
};

/**
 * @param asked the `options` of a request
 * @param recommended what the model's makers recommend, in place of Ollama's defaults
 * @throws {NativeError} 400 for a value of another type or out of range, and for what the engine cannot do
 */
export function readOptions(
  asked: Record<string, unknown> | undefined,
  recommended: Record<string, number> = {},
): RunOptions {
  const given = Object.entries(asked ?? {}).filter(([, value]) => value !== null);
  for (const [name, value] of given) check(name, value);
  return { ...DEFAULTS, ...recommended, ...Object.fromEntries(given) };
}

function check(name: string, value: unknown): void {
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) throw NativeError.badRequest(`option ${JSON.stringify(name)} is not known to the embedded engine`);
  switch (kind.type) {
    case 'integer':
    case 'float32':
      return checkNumber(name, value, kind);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : refuse(name, 'must be of type boolean');
    case 'array':
      if (!Array.isArray(value)) refuse(name, 'must be of type array');
      return (value as unknown[]).every((each) => typeof each === 'string')
        ? undefined
        : refuse(name, 'must be of an array of strings');
    case 'map of numbers':
      return isMapOfNumbers(value) ? undefined : refuse(name, 'must map ids of tokens to numbers');
  }
}

function checkNumber(name: string, value: unknown, { type, least, most }: Extract<Kind, { least?: number }>): void {
  const fits = type === 'integer' ? Number.isSafeInteger(value) : typeof value === 'number';
  if (!fits) refuse(name, `must be of type ${type}`);
  const number = value as number;
  if (least !== undefined && number < least) refuse(name, `must be at least ${least}`);
  if (most !== undefined && number > most) refuse(name, `must be at most ${most}`);
}

function isMapOfNumbers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([id, bias]) => /^\d{1,7}$/.test(id) && typeof bias === 'number');
}

function refuse(name: string, problem: string): never {
  throw NativeError.badRequest(`option ${JSON.stringify(name)} ${problem}`);
}
