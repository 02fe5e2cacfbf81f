import { createHash } from 'node:crypto';
import type { Answer } from './answer.js';
import { errorAnswer, recorded, text } from './answers.js';
import { type Body, type GoStruct, wrongType } from './go-struct.js';
import type { ReceivedRequest } from './received-request.js';

const MODELS: readonly unknown[] = ['demo', 'demo:latest'];

/** Answers as recorded when the body is an object of the right fields; else with what is wrong. */
const withBody = (struct: GoStruct, answer: (body: Body) => Answer) => (request: ReceivedRequest) => {
  if (request.text === '') return recorded('chat', 'body-empty');
  const { body } = request;
  if (body === undefined) return recorded('chat', 'body-not-json');
  const problem = wrongType(body, struct);
  return problem === undefined ? answer((body ?? {}) as Body) : errorAnswer(400, problem);
};

/** The same, when the body names the one model. */
const withModel = (struct: GoStruct, missing: (model: string) => string, answer: (body: Body) => Answer) =>
  withBody({ ...struct, fields: { model: 'string', ...struct.fields } }, (body) => {
    const { model } = body;
    if (typeof model !== 'string' || model === '') return recorded('chat', 'no-model');
    return MODELS.includes(model) ? answer(body) : errorAnswer(404, missing(model));
  });

const notFound = (model: string) => `model '${model}' not found`;
const tryPulling = (model: string) => `model "${model}" not found, try pulling it first`;

const CHAT: GoStruct = {
  name: 'ChatRequest',
  fields: { messages: '[]api.Message', stream: 'bool', tools: 'api.Tools' },
};

export const chat = withModel(CHAT, notFound, ({ messages, tools, stream }) => {
  if (!Array.isArray(messages) || messages.length === 0) return recorded('chat', 'empty-messages-loads');
  if (tools) return recorded('chat', stream === false ? 'tools-json' : 'tools');
  return recorded('chat', stream === false ? 'json' : 'first-stream');
});

const GENERATE: GoStruct = { name: 'GenerateRequest', fields: { prompt: 'string', stream: 'bool' } };

export const generate = withModel(GENERATE, notFound, ({ prompt, stream }) => {
  if (!prompt) return recorded('generate', 'empty-loads');
  return recorded('generate', stream === false ? 'json' : 'stream');
});

export const embed = withModel({ name: 'EmbedRequest', fields: {} }, tryPulling, ({ input }) => {
  if (!input) return recorded('embed', 'missing');
  if (!Array.isArray(input)) return recorded('embed', 'string');
  return recorded('embed', input.length === 0 ? 'empty-array' : 'array');
});

const EMBEDDING: GoStruct = { name: 'EmbeddingRequest', fields: { prompt: 'string' } };

export const embeddings = withModel(EMBEDDING, tryPulling, ({ prompt }) =>
  recorded('embed', prompt ? 'legacy' : 'legacy-empty'),
);

export const show = withModel({ name: 'ShowRequest', fields: { verbose: 'bool' } }, notFound, ({ verbose }) =>
  recorded('models', verbose ? 'show-verbose' : 'show'),
);

export const remove = withModel({ name: 'DeleteRequest', fields: {} }, notFound, () => recorded('models', 'delete'));

export const progress = (name: 'PullRequest' | 'PushRequest' | 'CreateRequest') =>
  withBody({ name, fields: { model: 'string', stream: 'bool' } }, ({ stream }) =>
    recorded('models', stream === false ? 'create-not-streamed' : 'create-from'),
  );

const COPY: GoStruct = { name: 'CopyRequest', fields: { source: 'string', destination: 'string' } };

export const copy = withBody(COPY, ({ source }) => {
  const name = typeof source === 'string' ? source : '';
  return MODELS.includes(name) ? recorded('models', 'copy') : errorAnswer(404, `model "${name}" not found`);
});

export function blobUpload({ path, bytes }: ReceivedRequest): Answer {
  const expected = path.slice(path.lastIndexOf('/') + 1);
  const got = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (expected === got) return text('', { status: 201 });
  return errorAnswer(400, `digest mismatch, expected "${expected}", got "${got}"`);
}
