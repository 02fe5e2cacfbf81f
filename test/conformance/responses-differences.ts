import type { Difference } from './compare.js';
import type { DeliberateDifference } from './judge.js';

const ours =
  (...values: unknown[]) =>
  (difference: Difference) =>
    values.includes(difference.ours);

/** Ollama's layer accepts the request and drops or bends what it cannot do; the gateway refuses it. */
function refused(reason: string, ...cases: string[]): DeliberateDifference {
  return { reason, cases, path: /^\.(native|status)$/, when: ours(null, 400) };
}

const REQUESTS: readonly DeliberateDifference[] = [
  {
    reason: 'A temperature that nobody asked for would override the Modelfile.',
    path: /^\.native\.options(\.temperature)?$/,
    when: (difference) => difference.ours === undefined && isInvented(difference.theirs),
  },
  {
    reason: 'Too long a prompt is an error, and a full context ends the answer: neither is cut in silence.',
    path: /^\.native\.(truncate|shift)$/,
    when: ours(false),
  },
  {
    reason: 'Many chat templates print the name of the function beside its result.',
    cases: ['responses/param/input/10'],
    path: /^\.native\.messages\.\d+\.tool_name$/,
    when: ours('get_weather'),
  },
  {
    reason: 'json_object constrains the generation; Ollama’s layer ignores it.',
    cases: ['responses/param/text/1'],
    path: /^\.native\.format$/,
    when: ours('json'),
  },
  refused('Nothing is stored, so there is nothing to go on from.', 'responses/param/previous_response_id/0'),
  refused('Nothing is stored, so there is no later.', 'responses/param/background/0'),
  refused('A request without an input asks for nothing.', 'responses/param/input/2'),
  refused(
    'encrypted_content that this service has not encrypted cannot be trusted; Ollama takes it for plain text.',
    'responses/param/input/12',
    'responses/param/input/13',
  ),
  refused('A tool that is not there is refused by name, not declared without one.', 'responses/tools/file_search'),
];

const ANSWERS: readonly DeliberateDifference[] = [
  {
    reason:
      'Only the request side is taken over: answers of Ollama’s layer drop text beside calls, share an output_index, ' +
      'are always completed, and echo little. Ours are held against OpenAI’s document and to exact sequences.',
    path: /^\.(body|events)\.(?!error\b)/,
  },
  {
    reason: 'Loading a model is not an answer.',
    cases: ['responses/answer/json/load'],
    path: /^\.status$/,
    when: ours(502),
  },
  {
    reason: 'An answer that ended without a reason may not be complete, and is not passed off as such.',
    cases: ['responses/answer/json/no-reason'],
    path: /^\.status$/,
    when: ours(502),
  },
  {
    reason: 'JSON was asked for, and the scripted answer is none: it is not passed off as such.',
    cases: ['responses/param/text/1', 'responses/param/text/2'],
    path: /^\.status$/,
    when: ours(502),
  },
  {
    reason: 'Errors name the field and have a code for programs; both were always null.',
    path: /^\.body\.error\.(param|code)$/,
    when: ({ theirs, ours }) => theirs === null && typeof ours === 'string',
  },
  {
    reason: 'Refusals say where, and what is accepted, and not in the words of Go’s JSON decoder.',
    cases: /^responses\/(body|param)\//,
    path: /^\.body\.error\.message$/,
  },
  {
    reason: 'A 404 that tells of no model is no answer to the client, whose route exists: Ollama lacks the operation.',
    cases: ['responses/error/404'],
    path: /^\.(status|body\.error\.message)$/,
    when: ({ ours }) => ours === 502 || ours === 'Ollama does not know this operation: native said 404',
  },
];

export const RESPONSES_DIFFERENCES: readonly DeliberateDifference[] = [...REQUESTS, ...ANSWERS];

function isInvented(options: unknown): boolean {
  return options === 1 || JSON.stringify(options) === '{"temperature":1}';
}
