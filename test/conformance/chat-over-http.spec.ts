import { describe } from 'vitest';
import { gatewayOnFakeOllama } from '../support/gateway-on-fake-ollama.js';
import { CHAT_FILES, loadCases } from './cases.js';
import { conformanceSuite } from './conformance-suite.js';
import { CHAT_DIFFERENCES } from './deliberate-differences.js';
import { playOverHttp } from './play-over-http.js';

// Each native answer is told as it is: a busy Ollama is not asked again. A test asks nobody on the internet.
const { gateway, ollama } = await gatewayOnFakeOllama({ GATEWAY_RETRIES: '0', GATEWAY_FETCH_IMAGES: 'false' });

describe('chat completions, over HTTP', () => {
  conformanceSuite(loadCases(...CHAT_FILES), CHAT_DIFFERENCES, playOverHttp(gateway, ollama));
});
