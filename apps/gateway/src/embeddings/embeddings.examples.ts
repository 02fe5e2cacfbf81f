/** Requests for "Try it out"; the demo model answers each. */
export const EMBEDDING_EXAMPLES = {
  text: {
    summary: 'A text',
    value: { model: 'demo', input: 'What is the capital of France?' },
  },
  texts: {
    summary: 'Several texts, as base64',
    value: { model: 'demo', input: ['Hello!', 'Paris'], encoding_format: 'base64' },
  },
  tokens: {
    summary: 'A token array, and fewer dimensions',
    value: { model: 'demo', input: [9906, 0], dimensions: 8 },
  },
};
