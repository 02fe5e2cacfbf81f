import { createRequire } from 'node:module';
import type { DecodeTokens, Tokenizer } from '@app/openai';
import { Vocabulary } from './vocabulary.js';

const require = createRequire(import.meta.url);
const vocabularies = new Map<Tokenizer, Vocabulary>();

/**
 * Turns a token array back into its text. Bytes that are no UTF-8, of a character that the client has cut in two, become
 * replacement characters.
 */
export const decodeTokens: DecodeTokens = (tokens, tokenizer) => vocabularyOf(tokenizer).decode(tokens);

// Megabytes of tables that take some 50 ms to load: only for whoever sends tokens.
function vocabularyOf(tokenizer: Tokenizer): Vocabulary {
  const known = vocabularies.get(tokenizer);
  if (known !== undefined) return known;
  const { getEncodingParams } = require('gpt-tokenizer/modelParams') as typeof import('gpt-tokenizer/modelParams');
  const { bytePairRankDecoder, specialTokensEncoder } = getEncodingParams(tokenizer, loadTokens);
  const vocabulary = new Vocabulary(bytePairRankDecoder, specialTokensEncoder);
  vocabularies.set(tokenizer, vocabulary);
  return vocabulary;
}

function loadTokens(tokenizer: string): readonly (string | readonly number[])[] {
  return (require(`gpt-tokenizer/bpeRanks/${tokenizer}`) as { default: (string | number[])[] }).default;
}
