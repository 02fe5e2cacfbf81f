import { CLOSING_BRACKET, COMMA, OPENING_BRACKET } from './json-bytes.js';
import { splitBehind } from './split-behind.js';
import type { CutEmbeddings, TakeVector, Vector } from './vector.js';

const MEMBER = '"embeddings":[';
// The head and the first vector, a part for each other one, the bracket that closes them, and what follows.
const PARTS_BESIDE_VECTORS = 2;

/**
 * Cuts embeddings out of an answer that has them as Ollama writes it: without white space, and nothing in brackets before
 * or behind them. Where the brackets are is found by native search, in the pieces as they came; what stands around the
 * embeddings is parsed.
 * @param most embeddings to be found
 * @returns undefined for any other answer, right or wrong
 * @throws UnexpectedJson for what stands in brackets and is no vector
 */
export function cutCompact(pieces: readonly Buffer[], take: TakeVector, most: number): CutEmbeddings | undefined {
  const parts = splitBehind(CLOSING_BRACKET, pieces, most + PARTS_BESIDE_VECTORS);
  const tail = parts?.pop();
  const closing = parts?.pop();
  const [first, ...others] = parts ?? [];
  if (!first || !tail || closing?.length !== 1 || !others.every(isNext)) return undefined;

  const start = first.indexOf(MEMBER) + MEMBER.length;
  const promptTokens = promptTokensIn(first.toString('utf8', 0, start), tail.toString());
  if (promptTokens === undefined || first[start] !== OPENING_BRACKET) return undefined;
  const vectors: Vector[] = [take(first.subarray(start))];
  for (const part of others) vectors.push(take(part.subarray(1)));
  return { vectors, promptTokens };
}

/** The part begins as a vector that follows another one. */
function isNext(part: Buffer): boolean {
  return part[0] === COMMA && part[1] === OPENING_BRACKET;
}

/** Undefined unless the head opens the embeddings of the answer itself, and all but them is JSON. */
function promptTokensIn(head: string, tail: string): number | undefined {
  if (!head.endsWith(MEMBER) || head.lastIndexOf('{') !== 0) return undefined;
  try {
    const answer = JSON.parse(`${head}]${tail}`) as Record<string, unknown>;
    const { embeddings, error, prompt_eval_count: promptTokens = 0 } = answer;
    const isPlain = Array.isArray(embeddings) && error === undefined && typeof promptTokens === 'number';
    return isPlain ? promptTokens : undefined;
  } catch {
    return undefined;
  }
}
