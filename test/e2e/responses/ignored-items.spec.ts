import { expect, it } from 'vitest';
import { chatEnd, json } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

it('tells of items without a text in a header that clients can take, however many there are', async () => {
  ollama.answers('POST /api/chat', json(chatEnd({ message: { role: 'assistant', content: 'Hello!' } })));
  const skipped = Array.from({ length: 3000 }, () => ({ type: 'mcp_list_tools' }));
  const input = [{ role: 'user', content: 'Hello!' }, ...skipped];
  const response = await gateway.post('/v1/responses', { model: 'demo', input });
  const told = response.headers.get('x-ignored-fields')?.split(', ');
  expect(told?.slice(0, 2)).toEqual(['input[1]', 'input[2]']);
  expect(told?.slice(-2)).toEqual(['input[40]', 'and 2960 more']);
});
