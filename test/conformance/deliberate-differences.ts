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
    reason: 'Options that nobody asked for would override the Modelfile.',
    path: /^\.native\.options(\.(temperature|top_p))?$/,
    when: (difference) => difference.ours === undefined && isInvented(difference.theirs),
  },
  {
    reason: 'Too long a prompt is an error, and a full context ends the answer: neither is cut in silence.',
    path: /^\.native\.(truncate|shift)$/,
    when: ours(false),
  },
  {
    reason: 'An empty list of stop texts is none; null would be an option that nobody asked for.',
    cases: ['chat/param/stop/2'],
    path: /^\.native\.options$/,
    when: ours(undefined),
  },
  {
    reason: 'tool_choice none: the model cannot call what it is not told of.',
    cases: ['chat/tools/choice-none'],
    path: /^\.native\.tools$/,
    when: ours(undefined),
  },
  {
    reason: 'keep_alive is an extension field; Ollama’s layer drops it.',
    cases: ['chat/param/keep_alive/0'],
    path: /^\.native\.keep_alive$/,
    when: ours('5m'),
  },
  {
    reason: 'One message stays one message: its texts are joined.',
    cases: ['chat/messages/two-text-parts'],
    path: /^\.native\.messages\.(0\.content|1)$/,
    when: ours('One\nTwo', undefined),
  },
  {
    reason: 'Content in parts keeps the tool call that it belongs to.',
    cases: ['chat/messages/tool-array-content'],
    path: /^\.native\.messages\.2\.tool_(call_id|name)$/,
    when: ours('c1', 'get_weather'),
  },
  {
    reason: 'Calls of one message are numbered; all were 0.',
    cases: ['chat/messages/parallel-tool-calls'],
    path: /^\.native\.messages\.1\.tool_calls\.1\.function\.index$/,
    when: ours(1),
  },
  {
    reason: 'The bytes decide what an image is: these are a png, though it says gif.',
    cases: ['chat/messages/image-gif'],
    path: /^\.(native|status)$/,
  },
  {
    reason: 'Clients send no arguments at all for none; Ollama’s layer refuses them, and was not asked to answer.',
    cases: ['chat/messages/tool-args-empty'],
    path: /^\.(native|status)$/,
  },
  refused(
    'Roles are written small in the OpenAI API; Ollama passes any on, and templates drop it.',
    'chat/messages/upper-role',
  ),
  refused('A stop that is no text is refused, not skipped.', 'chat/param/stop/5'),
  refused('Ollama cannot honour logit_bias, and it is not dropped in silence.', 'chat/param/logit_bias/0'),
  refused('An unknown response format is refused; Ollama trims and lowers it.', 'chat/format/upper'),
  refused('A JSON schema format without a schema is refused, not ignored.', 'chat/format/schema-missing'),
  refused('Text after the JSON body is a broken request.', 'chat/body/trailing'),
  refused('A field that stands twice is refused: another reader may take the other one.', 'chat/body/dup-keys'),
];

const ANSWERS: readonly DeliberateDifference[] = [
  {
    reason: 'OpenAI’s document requires logprobs and refusal to be there, as null.',
    path: /\.choices\.\d+(\.message)?(\.logprobs)?\.(logprobs|refusal)$/,
    when: ({ theirs, ours }) => theirs === undefined && ours === null,
  },
  {
    reason: 'With include_usage every chunk but the last has usage: null, as OpenAI’s have.',
    path: /^\.events\.\d+\.data\.usage$/,
    when: ({ theirs, ours }) => theirs === undefined && ours === null,
  },
  {
    reason: 'Beside tool calls there is no content: null in a message and in the first delta, absent in later ones.',
    path: /\.(message|delta)\.content$/,
    when: ({ theirs, ours }) => theirs === '' && (ours === null || ours === undefined),
  },
  {
    reason: 'Calls have an index in chunks only.',
    path: /^\.body\.choices\.0\.message\.tool_calls\.\d+\.index$/,
    when: ours(undefined),
  },
  {
    reason: 'A call without an id gets one: the client has to name it with the result.',
    path: /\.tool_calls\.\d+\.id$/,
    when: ({ theirs, ours }) => theirs === '' && ours === 'call-*',
  },
  {
    reason: 'Calls of one stream are numbered on; older servers number each 0.',
    cases: ['chat/stream/tool-calls-same-index'],
    path: /^\.events\.1\.data\.choices\.0\.delta\.tool_calls\.0\.index$/,
    when: ours(1),
  },
  {
    reason: 'Loading a model is not an answer, and `load` no finish reason: the stream ends with an error.',
    cases: ['chat/answer/stream-one/load', 'chat/answer/stream-trailer/load'],
    path: /^\.events\.[123]\b/,
  },
  {
    reason: 'An answer that ended without a reason may not be complete, and is not passed off as such.',
    cases: ['chat/answer/json/no-reason'],
    path: /^\.status$/,
    when: ours(502),
  },
  {
    reason: 'JSON was asked for, and the scripted answer is none: it is not passed off as such.',
    cases: ['chat/format/json_object', 'chat/format/schema'],
    path: /^\.status$/,
    when: ours(502),
  },
];

/** About the error object of every route. */
const ERROR_DIFFERENCES: readonly DeliberateDifference[] = [
  {
    reason: 'Errors name the field and have a code for programs; both were always null.',
    path: /^\.body\.error\.(param|code)$/,
    when: ({ theirs, ours }) => theirs === null && typeof ours === 'string',
  },
  {
    reason: 'Refusals say where, and what is accepted, and not in the words of Go’s JSON decoder.',
    cases: /^chat\/(body|messages|param)\//,
    path: /^\.body\.error\.message$/,
  },
  {
    reason: 'A missing model is named as the request named it, with some that are there.',
    cases: ['chat/error/404'],
    path: /^\.body\.error\.message$/,
    when: ({ ours }) => String(ours).startsWith("The model 'llama3.2' does not exist."),
  },
  {
    reason: 'A proxy’s HTML page is no message.',
    cases: ['chat/error/not-json'],
    path: /^\.body\.error\.message$/,
    when: ours('Ollama answered with status 502.'),
  },
  {
    reason: 'Errors have OpenAI’s types.',
    cases: ['chat/error/401', 'chat/error/403', 'chat/error/429'],
    path: /^\.body\.error\.type$/,
    when: ours('authentication_error', 'permission_error', 'rate_limit_error'),
  },
];

export const CHAT_DIFFERENCES: readonly DeliberateDifference[] = [...REQUESTS, ...ANSWERS, ...ERROR_DIFFERENCES];

export const MODELS_DIFFERENCES: readonly DeliberateDifference[] = [
  {
    reason: 'A list of no models is an empty list.',
    cases: ['models/list-empty', 'models/list-null'],
    path: /^\.body\.data$/,
    when: ({ ours }) => Array.isArray(ours) && ours.length === 0,
  },
  {
    reason: 'A model is looked for in the list of those that are there, which the refusal tells.',
    cases: ['models/retrieve-missing'],
    path: /^\.(native|body\.error\.message)$/,
    when: ours(null, "The model 'nope' does not exist."),
  },
  {
    reason: 'Errors name the field and have a code for programs; both were always null.',
    cases: ['models/retrieve-missing'],
    path: /^\.body\.error\.(param|code)$/,
    when: ours('model', 'model_not_found'),
  },
];

function isInvented(options: unknown): boolean {
  return options === 1 || JSON.stringify(options) === '{"temperature":1,"top_p":1}';
}
