import { type InstalledModel, ModelDirectory, OpenAiError } from '@app/openai';
import { describe } from 'vitest';
import { json } from '../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { type ConformanceCase, loadCases, type Observed } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { MODELS_DIFFERENCES } from './deliberate-differences.js';

const CASES = loadCases('models.json');
const { gateway, ollama } = await gatewayOnFakeOllama();

/** What the case's Ollama lists; where one model was asked for there is none. */
function installed({ nativeAnswer }: ConformanceCase): InstalledModel[] | null {
  if (nativeAnswer?.type !== 'json') throw new Error('A list of models is JSON');
  const { models = [] } = nativeAnswer.body as { models?: InstalledModel[] | null };
  return models;
}

function playPurely(recorded: ConformanceCase): Observed {
  const directory = new ModelDirectory(installed(recorded) ?? [], {
    aliases: new Map(),
    findProfile: (model) => ({ nativeModel: model }),
    findExtras: () => undefined,
  });
  const [, id] = /^\/v1\/models\/(.+)$/.exec(recorded.request.path) ?? [];
  try {
    return { native: null, status: 200, body: id === undefined ? directory.list() : directory.retrieve(id) };
  } catch (error) {
    if (!(error instanceof OpenAiError)) throw error;
    return { native: null, status: error.status, body: error.toBody() };
  }
}

async function playOverHttp(recorded: ConformanceCase): Promise<Observed> {
  ollama.answers('GET /api/tags', json({ models: installed(recorded) }));
  const { method, path } = recorded.request;
  const response = await gateway.fetch(path, { method });
  const native = ollama.requests.find((request) => request.method === 'POST')?.body as object | undefined;
  return { native: native ?? null, status: response.status, body: await response.json() };
}

describe('models, purely', () => {
  conformanceSuite(CASES, MODELS_DIFFERENCES, playPurely);
});

describe('models, over HTTP', () => {
  conformanceSuite(CASES, MODELS_DIFFERENCES, playOverHttp);
});
