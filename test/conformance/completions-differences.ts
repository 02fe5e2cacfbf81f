import type { Difference } from './compare.js';
import type { DeliberateDifference } from './judge.js';

const ours =
  (...values: unknown[]) =>
  (difference: Difference) =>
    values.includes(difference.ours);

const REQUESTS: readonly DeliberateDifference[] = [
  {
    reason: 'The prompt goes to the model as it is, as OpenAI’s does; Ollama puts it into the chat template.',
    path: /^\.native\.raw$/,
    when: ours(true),
  },
  {
    reason: 'What nobody asked for is not sent: it would override the Modelfile, and Ollama refuses it beside raw.',
    path: /^\.native\.(suffix|system|template|options(\.\w+)?)$/,
    when: ({ theirs, ours }) => ours === undefined && isInvented(theirs),
  },
  {
    reason: 'Too long a prompt is an error, and a full context ends the answer: neither is cut in silence.',
    path: /^\.native\.(truncate|shift)$/,
    when: ours(false),
  },
  {
    reason: 'top_p 0 stays 0.',
    cases: ['completions/param/top_p/0'],
    path: /^\.native\.options\.top_p$/,
    when: ours(0),
  },
  {
    reason: 'Several prompts have a choice each.',
    cases: ['completions/param/prompt/2'],
    path: /^\.(native|status)$/,
    when: ({ ours }) => ours !== null && ours !== 400,
  },
  {
    reason: 'From an empty prompt Ollama generates nothing: it loads the model.',
    cases: ['completions/param/prompt/0'],
    path: /^\.(native|status)$/,
    when: ours(null, 400),
  },
  {
    reason: 'No tokens at most are unbounded in Ollama.',
    cases: ['completions/param/max_tokens/1'],
    path: /^\.(native|status)$/,
    when: ours(null, 400),
  },
];

const ANSWERS: readonly DeliberateDifference[] = [
  {
    reason: 'OpenAI’s document requires logprobs to be there, as null.',
    path: /\.choices\.\d+\.logprobs$/,
    when: ({ theirs, ours }) => theirs === undefined && ours === null,
  },
  {
    reason: 'Log probabilities that were asked for are told.',
    cases: ['completions/logprobs-answer'],
    path: /^\.body\.choices\.0\.logprobs$/,
    when: ({ ours }) => ours !== null,
  },
  {
    reason: 'echo puts the prompt before the text.',
    cases: ['completions/param/echo/0'],
    path: /^\.body\.choices\.0\.text$/,
    when: ours('Once uponHello'),
  },
  {
    reason: 'What the model thought is not lost.',
    cases: ['completions/thinking-answer'],
    path: /^\.body\.choices\.0\.reasoning$/,
    when: ours('hmm'),
  },
  {
    reason: 'Errors name the field and have a code for programs; both were always null.',
    path: /^\.body\.error\.(param|code)$/,
    when: ({ theirs, ours }) => theirs === null && typeof ours === 'string',
  },
  {
    reason: 'Refusals say where, and what is accepted, and not in the words of Go’s JSON decoder.',
    cases: ['completions/param/prompt/6'],
    path: /^\.body\.error\.message$/,
    when: ours("Invalid type for 'prompt': expected a string or an array, but got an integer."),
  },
  {
    reason: 'A missing model is named as the request named it, with some that are there.',
    cases: ['completions/error/404'],
    path: /^\.body\.error\.message$/,
    when: ({ ours }) => String(ours).startsWith("The model 'llama3.2' does not exist."),
  },
];

export const COMPLETIONS_DIFFERENCES: readonly DeliberateDifference[] = [...REQUESTS, ...ANSWERS];

/** Texts that are empty, penalties that are 0, and temperature and top_p that are 1. */
function isInvented(value: unknown): boolean {
  if (value === '' || value === 0 || value === 1) return true;
  return typeof value === 'object' && value !== null && Object.values(value).every(isInvented);
}
