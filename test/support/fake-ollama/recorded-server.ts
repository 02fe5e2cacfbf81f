import { accessAnswer } from './access.js';
import type { Answer } from './answer.js';
import { recorded, text } from './answers.js';
import { blobUpload, chat, copy, embed, embeddings, generate, progress, remove, show } from './recorded-routes.js';
import type { ReceivedRequest } from './received-request.js';

type Route = (request: ReceivedRequest) => Answer;

const read = (id: string): Record<string, Route> => ({
  HEAD: () => recorded('server', id),
  GET: () => recorded('server', id),
});

const ROUTES: Record<string, Record<string, Route>> = {
  '/': read('root'),
  '/api/version': read('version'),
  '/api/tags': read('tags'),
  '/api/ps': { GET: () => recorded('server', 'ps-one-loaded') },
  '/api/show': { POST: show },
  '/api/chat': { POST: chat },
  '/api/generate': { POST: generate },
  '/api/embed': { POST: embed },
  '/api/embeddings': { POST: embeddings },
  '/api/pull': { POST: progress('PullRequest') },
  '/api/push': { POST: progress('PushRequest') },
  '/api/create': { POST: progress('CreateRequest') },
  '/api/copy': { POST: copy },
  '/api/delete': { DELETE: remove },
  '/api/blobs/:digest': { HEAD: () => recorded('models', 'blob-head-missing'), POST: blobUpload },
};

/** What the recorded Ollama, which had the one model `demo`, answers to a request for which no test has a script. */
export function recordedServer(request: ReceivedRequest): Answer {
  return accessAnswer(request) ?? routeAnswer(request);
}

function routeAnswer(request: ReceivedRequest): Answer {
  const methods = ROUTES[request.path.replace(/^\/api\/blobs\/[^/]+$/, '/api/blobs/:digest')];
  if (!methods) return recorded('server', 'unknown-route');
  const route = methods[request.method];
  if (route) return route(request);
  return text('405 method not allowed', { status: 405, headers: { allow: Object.keys(methods).join(', ') } });
}
