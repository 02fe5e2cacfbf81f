import { toOpenAiError } from '../errors/to-openai-error.js';
import { cutCompact } from './cut-compact.js';
import { invalidAnswer } from './invalid-answer.js';
import {
  CLOSING_BRACE,
  CLOSING_BRACKET,
  COLON,
  endOf,
  endOfMember,
  endOfNumber,
  endOfSpace,
  endOfString,
  endOfValue,
  OPENING_BRACE,
  OPENING_BRACKET,
  UnexpectedJson,
} from './json-bytes.js';
import type { CutEmbeddings, TakeVector, Vector } from './vector.js';

/**
 * Cuts the embeddings out of the answer of `/api/embed`, in one scan: they are megabytes of digits, which it costs several
 * times more to parse and to print again than to find.
 * @param answer in pieces that follow each other
 * @param take how a vector is taken over
 * @param most embeddings that are found the fast way
 * @throws OpenAiError 502 for anything else than such an answer, and what Ollama says when it is an error
 */
export function cutEmbeddings(answer: readonly Buffer[], take: TakeVector, most: number): CutEmbeddings {
  try {
    return cutCompact(answer, take, most) ?? cut(Buffer.concat(answer), take);
  } catch (error) {
    if (error instanceof UnexpectedJson || error instanceof SyntaxError)
      throw invalidAnswer('Ollama sent an answer that is not a list of embeddings.');
    throw error;
  }
}

function cut(answer: Buffer, take: TakeVector): CutEmbeddings {
  let vectors: Vector[] | undefined;
  let promptTokens = 0;
  let index = endOf(OPENING_BRACE, answer, endOfSpace(answer, 0));
  while (answer[index] !== CLOSING_BRACE) {
    const nameEnd = endOfString(answer, index);
    const name = answer.toString('utf8', index + 1, nameEnd - 1);
    const start = endOf(COLON, answer, endOfSpace(answer, nameEnd));
    let end: number;
    if (name === 'embeddings') {
      vectors = [];
      end = cutVectors(answer, start, take, vectors);
    } else if (name === 'prompt_eval_count') {
      end = endOfNumber(answer, start);
      promptTokens = Number(answer.toString('latin1', start, end));
    } else {
      end = endOfValue(answer, start);
      if (name === 'error') throw ollamaError(answer.toString('utf8', start, end));
    }
    index = endOfMember(answer, end);
  }
  if (endOf(CLOSING_BRACE, answer, index) < answer.length || vectors === undefined) throw new UnexpectedJson();
  return { vectors, promptTokens };
}

function cutVectors(answer: Buffer, start: number, take: TakeVector, vectors: Vector[]): number {
  let index = endOf(OPENING_BRACKET, answer, start);
  while (answer[index] !== CLOSING_BRACKET) {
    const end = answer.indexOf(CLOSING_BRACKET, index) + 1;
    vectors.push(take(answer.subarray(index, end)));
    index = endOfMember(answer, end);
  }
  return index + 1;
}

function ollamaError(json: string): Error {
  const error = JSON.parse(json) as unknown;
  const message = typeof error === 'string' ? error : (error as { message?: unknown } | null)?.message;
  if (typeof message !== 'string' || message === '') return new UnexpectedJson();
  return toOpenAiError({ kind: 'mid-stream', message }, 'input');
}
