import type { DeliberateDifference, Difference } from './support/difference.js';

const status =
  (theirs: number, ours: number) =>
  (difference: Difference): boolean =>
    difference.theirs === theirs && difference.ours === ours;

const ours =
  (value: unknown) =>
  (difference: Difference): boolean =>
    difference.ours === value;

/** Answers of the engine that have another form than those of the real Ollama, each with its reason. */
export const DELIBERATE: readonly DeliberateDifference[] = [
  {
    reason: 'A client’s mistake is 400: a real Ollama says 500.',
    cases: ['chat/stop-string', 'chat/option-wrong-type', 'chat/format-schema-bad'],
    path: /^\.status$/,
    when: status(500, 400),
  },
  {
    reason: 'A wrong format is refused before the answer: a real Ollama finds out after the thoughts.',
    cases: ['chat/format-unknown', 'chat/format-number'],
    path: /^\.status$/,
    when: status(200, 400),
  },
  {
    reason: 'An image that the model cannot see is refused, not left out in silence.',
    cases: ['chat/images-no-vision', 'generate/images'],
    path: /^\.status$/,
    when: status(200, 400),
  },
  {
    reason: 'A message without a known role is refused: no chat template knows what to do with it.',
    cases: ['chat/message-null', 'chat/message-no-role', 'chat/role-unknown'],
    path: /^\.status$/,
    when: status(200, 400),
  },
  {
    reason: 'An option that is not known is refused, not ignored.',
    cases: ['chat/option-unknown'],
    path: /^\.status$/,
    when: status(200, 400),
  },
  {
    reason: 'A Go template cannot replace the Jinja template of the model.',
    cases: ['generate/template'],
    path: /^\.status$/,
    when: status(200, 400),
  },
  {
    reason: 'The text tells both lengths, so that a client knows how much to drop.',
    cases: ['chat/truncate-false-too-long', 'generate/truncate-false', 'embed/too-long-no-truncate'],
    path: /^\.body\.error$/,
    when: ({ ours: text }) =>
      /^the input length \(\d+ tokens\) exceeds the context length \(\d+ tokens\)$/.test(String(text)),
  },
  {
    reason: 'What is not JSON is said to be that: Go’s decoder has a text for each place where it can go wrong.',
    cases: ['chat/body-not-json'],
    path: /^\.body\.error$/,
    when: ours('invalid JSON in the request body'),
  },
  {
    reason: 'What of the prompt had been read for an earlier request is told, as newer releases do.',
    cases: /^(chat|generate)\//,
    path: /^\.body(\.\d+)?\.prompt_eval_cached_count$/,
    when: ours('number'),
  },
  {
    reason: 'There is no chunk with nothing in it between the thoughts and the JSON.',
    cases: ['chat/format-schema-think'],
    path: /^\.body\.\d+/,
  },
  {
    reason: 'Of too long a prompt other tokens are left, and the model writes something else.',
    cases: ['chat/truncate-default-too-long'],
    path: /^\.body\.message\.(content|thinking)$/,
  },
  {
    reason: 'A GGUF file has no parent, and the address of a file is nobody’s business.',
    cases: ['models/show', 'models/show-verbose', 'models/show-tuned'],
    path: /^\.body\.details\.parent_model$/,
    when: ours('empty text'),
  },
  {
    reason: 'A copy of a GGUF file has no Modelfile with a system prompt and parameters.',
    cases: ['models/show-tuned'],
    path: /^\.body\.(system|parameters)$/,
    when: ours(undefined),
  },
  {
    reason: 'The engine serves GGUF files as they are: it makes no models of them and stores no blobs.',
    cases: [
      'models/create-from',
      'models/create-not-streamed',
      'models/create-missing-from',
      'models/blob-head-missing',
      'models/blob-wrong-digest',
    ],
    path: /^\.status$/,
    when: ours(501),
  },
];
