import type { CreateEmbeddingResponse, Embedding } from 'openai/resources/embeddings';
import type { CutEmbeddings } from './vector.js';

/** What stands before each embedding, by its place: the same in all answers. */
const OPENINGS: Buffer[] = [];

/**
 * The JSON of a list of embeddings, in pieces: the embeddings themselves are not copied.
 * @param model as the request named it
 * @see https://platform.openai.com/docs/api-reference/embeddings/object
 */
export function toEmbeddingList({ vectors, promptTokens }: CutEmbeddings, model: string): readonly Uint8Array[] {
  const list = JSON.stringify({
    object: 'list',
    data: [],
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  } satisfies CreateEmbeddingResponse);
  const data = list.indexOf('[]') + 1;
  const pieces: Uint8Array[] = [Buffer.from(list.slice(0, data))];
  for (const [index, { json }] of vectors.entries()) pieces.push(openingOf(index), json);
  pieces.push(Buffer.from((vectors.length > 0 ? '}' : '') + list.slice(data)));
  return pieces;
}

function openingOf(index: number): Buffer {
  return (OPENINGS[index] ??= toOpening(index));
}

function toOpening(index: number): Buffer {
  const frame = JSON.stringify({ object: 'embedding', index, embedding: [] } satisfies Embedding);
  return Buffer.from((index === 0 ? '' : '},') + frame.slice(0, -'[]}'.length));
}
