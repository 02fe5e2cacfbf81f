import type { OllamaLogprob, OllamaTokenLogprob } from '@app/ollama';
import type { LlamaModel, Token } from 'node-llama-cpp';
import { bytesOfVocabularyName } from './token-bytes.js';

// JSON has no infinity, and OpenAI says -9999 for what is as good as impossible.
const LEAST_LOGPROB = -9999;

/** How likely a token was, and the `top` likeliest in its place. */
export function toLogprob(
  model: LlamaModel,
  token: Token,
  probabilities: ReadonlyMap<Token, number>,
  top: number,
): OllamaLogprob {
  const chosen = tokenLogprob(model, token, probabilities.get(token) ?? 0);
  if (top === 0) return chosen;
  const likeliest: OllamaTokenLogprob[] = [];
  for (const [other, probability] of probabilities) {
    if (likeliest.length === top) break;
    likeliest.push(tokenLogprob(model, other, probability));
  }
  return { ...chosen, top_logprobs: likeliest };
}

function tokenLogprob(model: LlamaModel, token: Token, probability: number): OllamaTokenLogprob {
  const text = model.detokenize([token], true);
  return { token: text, logprob: Math.max(LEAST_LOGPROB, Math.log(probability)), bytes: bytesOf(model, token, text) };
}

function bytesOf(model: LlamaModel, token: Token, text: string): number[] | null {
  if (!text.includes('\uFFFD')) return [...Buffer.from(text)];
  const name = model.fileInfo.metadata.tokenizer.ggml.tokens[token];
  return (name !== undefined && bytesOfVocabularyName(name)) || null;
}
