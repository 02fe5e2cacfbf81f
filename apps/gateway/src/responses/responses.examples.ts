const WEATHER_TOOL = {
  type: 'function',
  name: 'get_weather',
  description: 'Get the current weather in a given location',
  parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
};

/** Requests for "Try it out"; the demo model answers each. */
export const RESPONSE_EXAMPLES = {
  plain: {
    summary: 'A question',
    value: { model: 'demo', input: 'What is the capital of France?' },
  },
  streamed: {
    summary: 'Streamed',
    value: { model: 'demo', input: 'Count to 10.', stream: true },
  },
  tool: {
    summary: 'A tool that the model may call',
    value: { model: 'demo', input: 'What is the weather in Paris?', tools: [WEATHER_TOOL] },
  },
  conversation: {
    summary: 'A conversation of items: a call and its output',
    value: {
      model: 'demo',
      input: [
        { type: 'message', role: 'user', content: 'What is the weather in Paris?' },
        { type: 'function_call', call_id: 'call_1', name: 'get_weather', arguments: '{"location":"Paris"}' },
        { type: 'function_call_output', call_id: 'call_1', output: '{"temperature":22,"condition":"sunny"}' },
      ],
      tools: [WEATHER_TOOL],
    },
  },
  jsonSchema: {
    summary: 'An answer that matches a JSON schema',
    value: {
      model: 'demo',
      input: 'Ada is 36 years old and lives in London. Return JSON with name, age and city.',
      text: {
        format: {
          type: 'json_schema',
          name: 'person',
          strict: true,
          schema: {
            type: 'object',
            properties: { name: { type: 'string' }, age: { type: 'integer' }, city: { type: 'string' } },
            required: ['name', 'age', 'city'],
            additionalProperties: false,
          },
        },
      },
    },
  },
};

export const INPUT_TOKENS_EXAMPLES = {
  plain: { summary: 'A question', value: { model: 'demo', input: 'What is the capital of France?' } },
};
