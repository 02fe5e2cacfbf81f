/** Requests with as many fields as go together, by the route that takes them. */
export const SAMPLES: Record<string, readonly object[]> = {
  '/v1/chat/completions': [
    {
      model: 'demo',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', name: 'ann', content: [{ type: 'text', text: 'Hello!' }] },
        {
          role: 'assistant',
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }],
        },
        { role: 'tool', tool_call_id: 'call_1', content: '7' },
      ],
      tools: [
        {
          type: 'function',
          function: {
            name: 'f',
            strict: true,
            parameters: {
              type: 'object',
              properties: { a: { type: ['integer', 'null'], enum: [1, 2, null] } },
              required: ['a'],
              additionalProperties: false,
            },
          },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'f' } },
      parallel_tool_calls: true,
    },
    {
      model: 'demo',
      messages: [{ role: 'user', content: 'Hello!' }],
      stream: true,
      stream_options: { include_usage: true },
      n: 2,
      temperature: 0.5,
      top_p: 0.9,
      max_completion_tokens: 5,
      stop: ['a', 'b'],
      seed: 7,
      logprobs: true,
      top_logprobs: 3,
      logit_bias: {},
      reasoning_effort: 'low',
      user: 'ann',
      metadata: { a: 'b' },
    },
    {
      model: 'demo',
      messages: [{ role: 'user', content: 'Hello!' }],
      response_format: {
        type: 'json_schema',
        json_schema: {
          name: 'person',
          strict: true,
          schema: {
            type: 'object',
            properties: { name: { type: 'string', pattern: '^[a-z]+$' }, next: { $ref: '#/$defs/next' } },
            required: ['name', 'next'],
            additionalProperties: false,
            $defs: { next: { anyOf: [{ type: 'null' }, { type: 'array', items: { type: 'number' } }] } },
          },
        },
      },
    },
    {
      model: 'demo',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: 'data:image/png;base64,aGVsbG8=', detail: 'auto' } },
            { type: 'file', file: { filename: 'a.txt', file_data: 'data:text/plain;base64,aGVsbG8=' } },
            { type: 'input_audio', input_audio: { data: 'aGVsbG8=', format: 'wav' } },
          ],
        },
      ],
      options: { num_ctx: 2048 },
      keep_alive: '5m',
      think: false,
    },
  ],
  '/v1/completions': [
    {
      model: 'demo',
      prompt: ['Once', 'upon'],
      n: 2,
      best_of: 2,
      echo: true,
      logprobs: 2,
      max_tokens: 5,
      stop: ['.'],
      temperature: 0,
      seed: 7,
    },
    { model: 'demo', prompt: [[9906, 0], [1]], stream: true, stream_options: { include_usage: true }, suffix: 'end' },
    { model: 'demo', prompt: [9906, 0], raw: false, options: { num_ctx: 2048 }, user: 'ann' },
  ],
  '/v1/responses': [
    {
      model: 'demo',
      instructions: 'Be brief.',
      input: [
        { role: 'user', content: [{ type: 'input_text', text: 'Hello!' }] },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }] },
        { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: '7' },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Hi', annotations: [] }] },
      ],
      tools: [
        { type: 'function', name: 'f', strict: false, parameters: { type: 'object', properties: {} } },
        { type: 'custom', name: 'shell', format: { type: 'text' } },
      ],
      tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] },
      reasoning: { effort: 'low', summary: 'auto' },
      stream: true,
      store: false,
      include: ['reasoning.encrypted_content'],
    },
    {
      model: 'demo',
      input: 'Hello!',
      text: {
        format: { type: 'json_schema', name: 'x', schema: { type: 'object', properties: { a: { type: 'string' } } } },
        verbosity: 'low',
      },
      max_output_tokens: 20,
      top_logprobs: 2,
      temperature: 1,
      truncation: 'disabled',
      metadata: { a: 'b' },
    },
  ],
  '/v1/responses/input_tokens': [
    { model: 'demo', input: 'Hello!', instructions: 'Be brief.', tools: [{ type: 'function', name: 'f' }] },
  ],
  '/v1/embeddings': [
    { model: 'demo', input: ['a', 'b'], encoding_format: 'base64', dimensions: 2, user: 'ann' },
    { model: 'demo', input: [[9906, 0], [1]], encoding_format: 'float' },
    { model: 'demo', input: [9906, 0], truncate: true, options: { num_ctx: 2048 } },
  ],
};
