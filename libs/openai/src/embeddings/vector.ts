import type { EncodingFormat } from './embedding-request.dto.js';
import {
  CLOSING_BRACKET,
  COMMA,
  endOf,
  endOfMember,
  endOfNumber,
  isDigit,
  MINUS,
  OPENING_BRACKET,
} from './json-bytes.js';
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
 * @param index its place among the embeddings of the answer
 * @throws UnexpectedJson when it is anything else
 */
export type TakeVector = (array: Buffer, index: number) => Vector;

export const TAKE_VECTOR: Record<EncodingFormat, TakeVector> = { float: takeFloats, base64: takeBase64 };

/**
 * The text that Ollama sent, as it sent it: looked at, but neither copied nor parsed. The first vector is looked at number
 * by number. Those behind it were printed by the same hand: of them it is enough that all bytes are of numbers.
 */
function takeFloats(array: Buffer, index: number): Vector {
  if (index === 0 || !looksLikeNumbers(array)) checkNumbers(array);
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

/** Compact, without an exponent, and with a number at both ends. */
function looksLikeNumbers(array: Buffer): boolean {
  const last = array.length - 1;
  const [, first] = array;
  return (first === MINUS || isDigit(first)) && isDigit(array[last - 1]) && areOfNumbers(array, 1, last);
}

function checkNumbers(array: Buffer): void {
  let index = endOf(OPENING_BRACKET, array, 0);
  do {
    index = endOfMember(array, endOfNumber(array, index));
  } while (array[index] !== CLOSING_BRACKET);
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
