/** Requests for "Try it out"; the demo model answers each. */
export const COMPLETION_EXAMPLES = {
  text: {
    summary: 'A text to go on with',
    value: { model: 'demo', prompt: 'The opposite of hot is', temperature: 0 },
  },
  streamed: {
    summary: 'Streamed, with usage and the prompt',
    value: {
      model: 'demo',
      prompt: 'Once upon a time',
      max_tokens: 40,
      echo: true,
      stream: true,
      stream_options: { include_usage: true },
    },
  },
  several: {
    summary: 'Two prompts, with log probabilities',
    value: {
      model: 'demo',
      prompt: ['The opposite of hot is', 'The opposite of big is'],
      temperature: 0,
      max_tokens: 4,
      logprobs: 2,
    },
  },
  fillIn: {
    summary: 'Code between two others',
    value: { model: 'demo', prompt: 'def add(a, b):\n', suffix: '\n\nprint(add(1, 2))\n', temperature: 0 },
  },
};
