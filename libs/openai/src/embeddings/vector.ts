import type { EncodingFormat } from './embedding-request.dto.js';
import { COMMA, endOf, endOfNumber, isDigit, OPENING_BRACKET, UnexpectedJson } from './json-bytes.js';
import { areOfNumbers } from './number-bytes.js';
import { FLOAT_BYTES, readFloats } from './read-floats.js';

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
 * @throws UnexpectedJson when it is anything else
 */
export type TakeVector = (array: Buffer) => Vector;

export const TAKE_VECTOR: Record<EncodingFormat, TakeVector> = { float: takeFloats, base64: takeBase64 };

/** The text that Ollama sent, as it sent it: checked to the last byte, but neither copied nor, as a rule, parsed. */
function takeFloats(array: Buffer): Vector {
  if (!looksRight(array)) checkNumbers(array);
  return new Floats(array);
}

class Floats implements Vector {
  constructor(readonly json: Buffer) {}

  /** Counted only where somebody asks. */
  get dimensions(): number {
    let commas = 0;
    for (const byte of this.json) if (byte === COMMA) commas += 1;
    return commas + 1;
  }
}

/** As nearly all embeddings are written; false for many a right one that is written otherwise. */
function looksRight(array: Buffer): boolean {
  const last = array.length - 1;
  const firstEnd = endOfNumber(array, endOf(OPENING_BRACKET, array, 0));
  if (array[firstEnd] !== COMMA || !isDigit(array[last - 1])) return false;
  const first = Number(array.toString('latin1', 1, firstEnd));
  return Number.isFinite(first) && areOfNumbers(array, firstEnd, last);
}

/** The exact check, which tells an overflow too. */
function checkNumbers(array: Buffer): void {
  const numbers = JSON.parse(array.toString('latin1')) as unknown[];
  if (numbers.length === 0 || !numbers.every(Number.isFinite)) throw new UnexpectedJson();
}

/** Numbers are read into it, one vector after the other: enough for any text of 128 KiB, some 10,000 numbers. */
const SCRATCH = Buffer.alloc(256 * 1024);

/** 32-bit floats, little end first. */
function takeBase64(array: Buffer): Vector {
  const mostBytes = ((array.length - 1) >> 1) * FLOAT_BYTES;
  const floats = mostBytes <= SCRATCH.length ? SCRATCH : Buffer.alloc(mostBytes);
  const dimensions = readFloats(array, new DataView(floats.buffer, floats.byteOffset, floats.length));
  return { json: Buffer.from(`"${floats.toString('base64', 0, dimensions * FLOAT_BYTES)}"`, 'latin1'), dimensions };
}
