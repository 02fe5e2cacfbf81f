import type { EncodingFormat } from './embedding-request.dto.js';
import { UnexpectedJson } from './json-bytes.js';
import { countNumbers, FLOAT_BYTES, readFloats } from './numbers.js';

/** One embedding of an answer. */
export interface Vector {
  /** As the OpenAI API writes it: an array of numbers, or a string of base64. */
  json: Buffer;
  dimensions: number;
}

/** The embeddings of an answer. */
export interface CutEmbeddings {
  /** In the order of the inputs. */
  vectors: readonly Vector[];
  /** Tokens of all inputs together; 0 where Ollama does not tell. */
  promptTokens: number;
}

/**
 * Takes an embedding over.
 * @param array the JSON of an array of numbers, bracket to bracket
 * @throws UnexpectedJson or SyntaxError when it is anything else
 */
export type TakeVector = (array: Buffer) => Vector;

export const TAKE_VECTOR: Record<EncodingFormat, TakeVector> = { float: takeFloats, base64: takeBase64 };

/** The text that Ollama sent, as it sent it: checked to the last byte, but, as a rule, not parsed. */
function takeFloats(array: Buffer): Vector {
  return { json: array, dimensions: countNumbers(array) ?? parseNumbers(array).length };
}

/** 32-bit floats, little end first. */
function takeBase64(array: Buffer): Vector {
  const floats = readFloats(array) ?? parseFloats(array);
  const json = Buffer.from(`"${floats.toString('base64')}"`, 'latin1');
  return { json, dimensions: floats.length / FLOAT_BYTES };
}

/** Takes all that JSON allows. */
function parseNumbers(array: Buffer): number[] {
  const numbers = JSON.parse(array.toString('latin1')) as unknown[];
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) throw new UnexpectedJson();
  return numbers as number[];
}

function parseFloats(array: Buffer): Buffer {
  const numbers = parseNumbers(array);
  const floats = Buffer.alloc(numbers.length * FLOAT_BYTES);
  numbers.forEach((number, index) => floats.writeFloatLE(toFloat(number), index * FLOAT_BYTES));
  return floats;
}

function toFloat(number: number): number {
  const float = Math.fround(number);
  if (!Number.isFinite(float)) throw new UnexpectedJson();
  return float;
}
