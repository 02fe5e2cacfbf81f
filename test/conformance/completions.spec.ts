import type { OllamaGenerateChunk } from '@app/ollama';
import { translateCompletion } from '@app/openai';
import { describe } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { loadCases } from './cases.js';
import { COMPLETIONS_DIFFERENCES } from './completions-differences.js';
import { conformanceSuite } from './conformance-suite.js';
import { playOverHttp } from './play-over-http.js';
import { play, SETTINGS } from './play.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const STAMP = { id: 'cmpl-0123456789abcdefghijklmn', created: 1787338105 };

describe('completions', () => {
  conformanceSuite(loadCases('completions.json'), COMPLETIONS_DIFFERENCES, (recorded) =>
    play(
      recorded,
      (body) => translateCompletion(body, STAMP, SETTINGS),
      (line) => line as OllamaGenerateChunk,
    ),
  );
});

describe('completions, over HTTP', () => {
  conformanceSuite(loadCases('completions.json'), COMPLETIONS_DIFFERENCES, playOverHttp(gateway, ollama));
});
