const MESSAGES = [{ role: 'user', content: 'Hello!', images: ['aGVsbG8='] }];
const OPTIONS = { num_ctx: 2048, temperature: 0.5, stop: ['a'], seed: 7 };

/** Requests of Ollama's own API, by the route that takes them. */
export const NATIVE_SAMPLES = {
  '/api/chat': [
    { model: 'demo', messages: MESSAGES, stream: false, think: 'low', options: OPTIONS, keep_alive: '5m' },
    {
      model: 'demo',
      messages: [{ role: 'assistant', tool_calls: [{ function: { name: 'f', arguments: { a: 1 } } }] }],
      tools: [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }],
      format: { type: 'object', properties: { a: { type: 'string' } } },
      logprobs: true,
    },
  ],
  '/api/generate': [
    { model: 'demo', prompt: 'Once', suffix: 'end', raw: true, context: [1, 2], options: OPTIONS },
    { model: 'demo', keep_alive: 0 },
  ],
  '/api/embed': [{ model: 'demo', input: ['a', 'b'], truncate: true, dimensions: 2 }],
  '/api/embeddings': [{ model: 'demo', prompt: 'a' }],
  '/api/show': [{ model: 'demo', verbose: true }],
  '/api/pull': [{ model: 'demo', insecure: true, stream: false }],
  '/api/push': [{ model: 'demo', stream: true }],
  '/api/create': [
    { model: 'mine', from: 'demo', files: { 'a.gguf': `sha256:${'0'.repeat(64)}` }, system: 'Be brief.' },
  ],
  '/api/copy': [{ source: 'demo', destination: 'mine' }],
  '/api/delete': [{ model: 'demo' }],
} satisfies Record<string, readonly object[]>;

export type NativePath = keyof typeof NATIVE_SAMPLES;
