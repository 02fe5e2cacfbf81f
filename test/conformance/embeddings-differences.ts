import type { Difference } from './compare.js';
import type { DeliberateDifference } from './judge.js';

const ours =
  (...values: unknown[]) =>
  (difference: Difference) =>
    values.includes(difference.ours);

export const EMBEDDINGS_DIFFERENCES: readonly DeliberateDifference[] = [
  {
    reason: 'Options that nobody asked for are not sent, as null neither.',
    path: /^\.native\.options$/,
    when: ({ theirs, ours }) => theirs === null && ours === undefined,
  },
  {
    reason: 'Too long an input is an error, and not cut in silence.',
    path: /^\.native\.truncate$/,
    when: ours(false),
  },
  {
    reason: 'Token arrays are turned back into text; Ollama takes texts only.',
    cases: ['embeddings/tokens', 'embeddings/token-arrays'],
    path: /^\.native\.input(\.\d)?$/,
    when: ours('What is the', 'What is', ' the'),
  },
  {
    reason: 'An answer of other dimensions than asked for is not passed off as what was asked for.',
    cases: ['embeddings/dimensions'],
    path: /^\.status$/,
    when: ours(400),
  },
  {
    reason: 'Errors name the field and have a code for programs; both were always null.',
    path: /^\.body\.error\.(param|code)$/,
    when: ({ theirs, ours }) => theirs === null && typeof ours === 'string',
  },
  {
    reason: 'Refusals say where, and what is accepted.',
    cases: ['embeddings/missing'],
    path: /^\.body\.error\.message$/,
    when: ours("Missing required parameter: 'input'."),
  },
  {
    reason: 'A missing model is named as the request named it, with some that are there.',
    cases: ['embeddings/error/404'],
    path: /^\.body\.error\.message$/,
    when: ({ ours }) => String(ours).startsWith("The model 'all-minilm' does not exist."),
  },
];
