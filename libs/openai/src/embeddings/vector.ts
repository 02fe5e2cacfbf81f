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

/** The text that Ollama sent, as it sent it: looked at, but neither copied nor parsed. */
function takeFloats(answer: Buffer, start: number): ReturnType<TakeVector> {
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
