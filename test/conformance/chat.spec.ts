import { type InstalledModels, toModelList } from '@app/openai';
import { describe } from 'vitest';
import { CHAT_FILES, type ConformanceCase, loadCases, type Observed } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { CHAT_DIFFERENCES, MODELS_DIFFERENCES } from './deliberate-differences.js';
import { playChat } from './play-chat.js';

function playModels({ nativeAnswer }: ConformanceCase): Observed {
  if (nativeAnswer?.type !== 'json') throw new Error('A list of models is JSON');
  return { native: null, status: 200, body: toModelList(nativeAnswer.body as unknown as InstalledModels) };
}

describe('chat completions', () => {
  conformanceSuite(loadCases(...CHAT_FILES), CHAT_DIFFERENCES, playChat);
});

describe('models', () => {
  // A single model is a route of its own.
  const lists = loadCases('models.json').filter(({ id }) => id.startsWith('models/list'));
  conformanceSuite(lists, MODELS_DIFFERENCES, playModels);
});
