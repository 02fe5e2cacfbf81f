import type { EncodingFormat } from './embedding-request.dto.js';
import { CLOSING_BRACKET, endOf, endOfMember, endOfNumber, OPENING_BRACKET, UnexpectedJson } from './json-bytes.js';

/** One embedding of an answer. */
export interface Vector {
  /** As the OpenAI API writes it: an array of numbers, or a string of base64. */
  json: Buffer;
  dimensions: number;
}

/** Takes the array of numbers at an index of Ollama's answer, and tells the index behind it. */
export type TakeVector = (answer: Buffer, start: number) => { vector: Vector; end: number };

export const TAKE_VECTOR: Record<EncodingFormat, TakeVector> = { float: takeFloats, base64: takeBase64 };

const BYTES_OF_A_FLOAT = 4;
const COMMA = 0x2c;
// A match remembers where it could go back to: some 80,000 numbers are far from what it can hold.
const LONGEST_MATCH = 1024 * 1024;

const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?`;
const COMPACT = new RegExp(String.raw`^\[(?:${NUMBER},)*${NUMBER}\]$`);

/** The text that Ollama sent, as it sent it: looked at, but neither copied nor parsed. */
function takeFloats(answer: Buffer, start: number): ReturnType<TakeVector> {
  return takeCompactFloats(answer, start) ?? takeSpacedFloats(answer, start);
}

/** Without white space, as Ollama writes: a native match takes less than half of what a look at each byte does. */
function takeCompactFloats(answer: Buffer, start: number): ReturnType<TakeVector> | undefined {
  const end = answer.indexOf(CLOSING_BRACKET, start) + 1;
  if (end - start > LONGEST_MATCH || !COMPACT.test(answer.toString('latin1', start, end))) return undefined;
  const json = answer.subarray(start, end);
  return { vector: new Floats(json), end };
}

class Floats implements Vector {
  constructor(readonly json: Buffer) {}

  /** Counted only where somebody asks. */
  get dimensions(): number {
    let dimensions = 1;
    for (let at = this.json.indexOf(COMMA); at !== -1; at = this.json.indexOf(COMMA, at + 1)) dimensions += 1;
    return dimensions;
  }
}

function takeSpacedFloats(answer: Buffer, start: number): ReturnType<TakeVector> {
  let dimensions = 0;
  let index = endOf(OPENING_BRACKET, answer, start);
  do {
    index = endOfMember(answer, endOfNumber(answer, index));
    dimensions += 1;
  } while (answer[index] !== CLOSING_BRACKET);
  const end = index + 1;
  return { vector: { json: answer.subarray(start, end), dimensions }, end };
}

/** 32-bit floats, little end first. */
function takeBase64(answer: Buffer, start: number): ReturnType<TakeVector> {
  const end = answer.indexOf(CLOSING_BRACKET, start) + 1;
  const numbers = JSON.parse(answer.toString('latin1', start, end)) as unknown;
  if (!Array.isArray(numbers) || numbers.length === 0) throw new UnexpectedJson();
  const floats = Buffer.allocUnsafe(numbers.length * BYTES_OF_A_FLOAT);
  const view = new DataView(floats.buffer, floats.byteOffset, floats.length);
  numbers.forEach((number: unknown, index) => {
    if (typeof number !== 'number') throw new UnexpectedJson();
    view.setFloat32(index * BYTES_OF_A_FLOAT, number, true);
  });
  return { vector: { json: Buffer.from(`"${floats.toString('base64')}"`), dimensions: numbers.length }, end };
}
