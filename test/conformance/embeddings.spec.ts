import { translateEmbedding } from '@app/openai';
import { describe } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { loadCases } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { EMBEDDINGS_DIFFERENCES } from './embeddings-differences.js';
import { playOverHttp } from './play-over-http.js';
import { play, SETTINGS } from './play.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

describe('embeddings', () => {
  conformanceSuite(loadCases('embeddings.json'), EMBEDDINGS_DIFFERENCES, (recorded) =>
    play(
      recorded,
      (body) => translateEmbedding(body, SETTINGS),
      (line) => [Buffer.from(JSON.stringify(line))],
    ),
  );
});

describe('embeddings, over HTTP', () => {
  conformanceSuite(loadCases('embeddings.json'), EMBEDDINGS_DIFFERENCES, playOverHttp(gateway, ollama));
});
