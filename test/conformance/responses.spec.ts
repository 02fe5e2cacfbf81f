import { describe } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { loadCases, RESPONSES_FILES } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { playOverHttp } from './play-over-http.js';
import { RESPONSES_DIFFERENCES } from './responses-differences.js';

// Each native answer is told as it is: a busy Ollama is not asked again. A test asks nobody on the internet.
const { gateway, ollama } = await gatewayOnFakeOllama({
  GATEWAY_RETRIES: '0',
  GATEWAY_ANSWER_RETRIES: '0',
  GATEWAY_FETCH_IMAGES: 'false',
});

describe('responses, over HTTP', () => {
  conformanceSuite(loadCases(...RESPONSES_FILES), RESPONSES_DIFFERENCES, playOverHttp(gateway, ollama));
});
