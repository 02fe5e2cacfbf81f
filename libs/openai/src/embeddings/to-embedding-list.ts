import type { CreateEmbeddingResponse, Embedding } from 'openai/resources/embeddings';
import type { CutEmbeddings } from './cut-embeddings.js';
import type { Vector } from './vector.js';

const NOTHING = Buffer.alloc(0);
const COMMA = Buffer.from(',');
const END = Buffer.from('}');

/**
 * The JSON of a list of embeddings.
 * @param model as the request named it
 * @see https://platform.openai.com/docs/api-reference/embeddings/object
 */
export function toEmbeddingList({ vectors, promptTokens }: CutEmbeddings, model: string): Buffer {
  const list = JSON.stringify({
    object: 'list',
    data: [],
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  } satisfies CreateEmbeddingResponse);
  const data = list.indexOf('[]') + 1;
  return Buffer.concat([
    Buffer.from(list.slice(0, data)),
    ...vectors.flatMap((vector, index) => toEmbedding(vector, index)),
    Buffer.from(list.slice(data)),
  ]);
}

function toEmbedding({ json }: Vector, index: number): Buffer[] {
  const frame = JSON.stringify({ object: 'embedding', index, embedding: [] } satisfies Embedding);
  return [index === 0 ? NOTHING : COMMA, Buffer.from(frame.slice(0, -'[]}'.length)), json, END];
}
