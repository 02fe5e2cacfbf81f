import { translateEmbedding } from '@app/openai';
import { describe } from 'vitest';
import { loadCases } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { EMBEDDINGS_DIFFERENCES } from './embeddings-differences.js';
import { play, SETTINGS } from './play.js';

describe('embeddings', () => {
  conformanceSuite(loadCases('embeddings.json'), EMBEDDINGS_DIFFERENCES, (recorded) =>
    play(
      recorded,
      (body) => translateEmbedding(body, SETTINGS),
      (line) => Buffer.from(JSON.stringify(line)),
    ),
  );
});
