import { createHash } from 'node:crypto';
import type { Answer } from './answer.js';
import { errorAnswer, recorded, text } from './answers.js';
import type { ReceivedRequest } from './received-request.js';

type Body = Record<string, unknown>;

const MODELS: readonly unknown[] = ['demo', 'demo:latest'];

/** Answers as recorded when the body is an object that names the one model; else with what is wrong. */
const withModel =
  (missing: (model: string) => string, answer: (body: Body) => Answer) => (request: ReceivedRequest) => {
    if (request.text === '') return recorded('chat', 'body-empty');
    const body = request.body;
    if (typeof body !== 'object' || body === null) return recorded('chat', 'body-not-json');
    const { model } = body as Body;
    if (typeof model !== 'string' || model === '') return recorded('chat', 'no-model');
    return MODELS.includes(model) ? answer(body as Body) : errorAnswer(404, missing(model));
  };

const notFound = (model: string) => `model '${model}' not found`;
const tryPulling = (model: string) => `model "${model}" not found, try pulling it first`;

export const chat = withModel(notFound, ({ messages, tools, stream }) => {
  if (!Array.isArray(messages) || messages.length === 0) return recorded('chat', 'empty-messages-loads');
  if (tools) return recorded('chat', stream === false ? 'tools-json' : 'tools');
  return recorded('chat', stream === false ? 'json' : 'first-stream');
});

export const generate = withModel(notFound, ({ prompt, stream }) => {
  if (!prompt) return recorded('generate', 'empty-loads');
  return recorded('generate', stream === false ? 'json' : 'stream');
});

export const embed = withModel(tryPulling, ({ input }) => {
  if (!input) return recorded('embed', 'missing');
  if (!Array.isArray(input)) return recorded('embed', 'string');
  return recorded('embed', input.length === 0 ? 'empty-array' : 'array');
});

export const embeddings = withModel(tryPulling, ({ prompt }) => recorded('embed', prompt ? 'legacy' : 'legacy-empty'));

export const show = withModel(notFound, ({ verbose }) => recorded('models', verbose ? 'show-verbose' : 'show'));

export const remove = withModel(notFound, () => recorded('models', 'delete'));

export function progress({ body }: ReceivedRequest): Answer {
  return recorded('models', (body as Body | undefined)?.stream === false ? 'create-not-streamed' : 'create-from');
}

export function copy({ body }: ReceivedRequest): Answer {
  const source = String((body as Body | undefined)?.source);
  return MODELS.includes(source) ? recorded('models', 'copy') : errorAnswer(404, `model "${source}" not found`);
}

export function blobUpload({ path, bytes }: ReceivedRequest): Answer {
  const expected = path.slice(path.lastIndexOf('/') + 1);
  const got = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  if (expected === got) return text('', { status: 201 });
  return errorAnswer(400, `digest mismatch, expected "${expected}", got "${got}"`);
}
