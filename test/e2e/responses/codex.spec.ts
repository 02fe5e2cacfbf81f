import { describe, expect, it } from 'vitest';
import { chatChunk, chatEnd, ndjson } from '../../support/fake-ollama/index.js';
import { gatewayOnFakeOllama } from '../../support/gateway-on-fake-ollama.js';
import { toldEvents } from './told-events.js';

const { gateway, ollama } = await gatewayOnFakeOllama();

const SHELL = {
  type: 'function',
  name: 'shell',
  description: 'Runs a shell command.',
  strict: false,
  parameters: { type: 'object', properties: { command: { type: 'array', items: { type: 'string' } } } },
};
const NOTES = {
  type: 'namespace',
  name: 'mcp__my-notes',
  description: 'Tools of the notes.',
  tools: [{ type: 'function', name: 'search.all', description: 'Searches.', parameters: { type: 'object' } }],
};
const DEVELOPER = message('developer', 'You are codex.');
const USER = message('user', 'List the files.');

/** What codex sends with every request. */
const REQUEST = {
  model: 'demo',
  input: [DEVELOPER, USER],
  tools: [SHELL, NOTES, { type: 'web_search', external_web_access: false }],
  tool_choice: 'auto',
  parallel_tool_calls: false,
  reasoning: { effort: 'medium', summary: 'auto' },
  store: false,
  stream: true,
  include: ['reasoning.encrypted_content'],
  prompt_cache_key: 'a-conversation',
  client_metadata: { originator: 'codex' },
};
const NATIVE_TOOLS = [
  {
    type: 'function',
    function: { name: 'shell', description: 'Runs a shell command.', parameters: SHELL.parameters },
  },
  {
    type: 'function',
    function: {
      name: 'mcp__my_notes__search_all',
      description: 'Tools of the notes.\nSearches.',
      parameters: { type: 'object' },
    },
  },
];

function message(role: string, text: string) {
  return { type: 'message', id: `msg_${role}`, role, content: [{ type: 'input_text', text }] };
}

describe('codex', () => {
  it('is understood by default, and told what is left out', async () => {
    const calls = [
      { id: 'call_a', function: { index: 0, name: 'mcp__my_notes__search_all', arguments: { query: 'files' } } },
      { id: 'call_b', function: { index: 1, name: 'shell', arguments: { command: ['ls'] } } },
    ];
    ollama.answers(
      'POST /api/chat',
      ndjson([chatChunk({ thinking: 'Hm.' }), chatChunk({ tool_calls: calls }), chatEnd()]),
    );
    const response = await gateway.post('/v1/responses', REQUEST);
    expect(response.headers.get('x-ignored-fields')).toBe('client_metadata, tools[2], include[0]');
    expect(ollama.requests[0]?.body).toEqual({
      model: 'demo',
      messages: [
        { role: 'system', content: 'You are codex.' },
        { role: 'user', content: 'List the files.' },
      ],
      stream: true,
      think: 'medium',
      tools: NATIVE_TOOLS,
      truncate: false,
      shift: false,
    });

    const events = toldEvents(await response.text());
    const done = events.filter(({ type }) => type === 'response.output_item.done').map(({ item }) => item);
    expect(done).toEqual([
      {
        id: 'rs_1',
        type: 'reasoning',
        status: 'completed',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        encrypted_content: null,
      },
      {
        id: 'fc_2',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_a',
        name: 'search.all',
        namespace: 'mcp__my-notes',
        // One call only: they are not to be parallel.
        arguments: '{"query":"files"}',
      },
    ]);
    expect(events.at(-1)).toMatchObject({
      type: 'response.completed',
      response: { id: 'resp_0', usage: { total_tokens: 17 }, tools: [SHELL, { type: 'namespace' }] },
    });
  });

  it('sends back what it was told, and its tools as an item', async () => {
    ollama.answers('POST /api/chat', ndjson([chatChunk('Done.'), chatEnd()]));
    const { tools, ...request } = REQUEST;
    const input = [
      { type: 'additional_tools', role: 'developer', tools },
      DEVELOPER,
      USER,
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: null },
      {
        type: 'function_call',
        id: 'fc_2',
        call_id: 'call_a',
        name: 'search.all',
        namespace: 'mcp__my-notes',
        arguments: '{"query":"files"}',
      },
      { type: 'function_call_output', call_id: 'call_a', output: 'nothing' },
    ];
    const response = await gateway.post('/v1/responses', { ...request, input });
    expect(response.headers.get('x-ignored-fields')).toBe('client_metadata, input[0].tools[2], include[0]');
    await response.text();
    expect(ollama.requests[0]?.body).toMatchObject({
      messages: [
        { role: 'system', content: 'You are codex.' },
        { role: 'user', content: 'List the files.' },
        {
          role: 'assistant',
          content: '',
          thinking: 'Hm.',
          tool_calls: [
            {
              id: 'call_a',
              function: { index: 0, name: 'mcp__my_notes__search_all', arguments: { query: 'files' } },
            },
          ],
        },
        { role: 'tool', content: 'nothing', tool_name: 'mcp__my_notes__search_all', tool_call_id: 'call_a' },
      ],
      tools: NATIVE_TOOLS,
    });
  });
});

describe('tools that are not there', async () => {
  const refusing = await gatewayOnFakeOllama({ GATEWAY_UNAVAILABLE_TOOLS: 'refuse' });
  const dropping = await gatewayOnFakeOllama({ GATEWAY_UNAVAILABLE_TOOLS: 'drop' });
  const tools = [{ type: 'file_search', vector_store_ids: ['vs_1'] }, { type: 'web_search' }];
  const request = { model: 'demo', input: 'Hello!', tools };

  it.each([
    ['by default', gateway, request, 'tools[0]', 'file_search'],
    ['where all are', refusing.gateway, { ...request, tools: tools.slice(1) }, 'tools[0]', 'web_search'],
    ['where one must be called', dropping.gateway, { ...request, tool_choice: tools[1] }, 'tool_choice', 'web_search'],
  ])('are refused by name %s', async (_name, asked, body, param, type) => {
    const response = await asked.post('/v1/responses', body);
    const message = `The tool '${type}' is not supported: there is no such tool here. Supported are functions, custom tools and namespaces of them.`;
    expect([response.status, await response.json()]).toEqual([
      400,
      { error: { message, type: 'invalid_request_error', param, code: 'unsupported_parameter' } },
    ]);
  });

  it('are left out where the configuration says so', async () => {
    const response = await dropping.gateway.post('/v1/responses', request);
    expect([response.status, response.headers.get('x-ignored-fields')]).toEqual([200, 'tools[0], tools[1]']);
    expect(await response.json()).toMatchObject({ tools: [] });
    expect(dropping.ollama.requests.at(-1)?.body).not.toHaveProperty('tools');
  });
});
