const WEATHER_TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Get the current weather in a given location',
    parameters: { type: 'object', properties: { location: { type: 'string' } }, required: ['location'] },
  },
};

/** Requests for "Try it out"; the demo model answers each. */
export const CHAT_COMPLETION_EXAMPLES = {
  plain: {
    summary: 'A question',
    value: { model: 'demo', messages: [{ role: 'user', content: 'What is the capital of France?' }] },
  },
  streamed: {
    summary: 'Streamed, with usage',
    value: {
      model: 'demo',
      messages: [{ role: 'user', content: 'Count to 10.' }],
      stream: true,
      stream_options: { include_usage: true },
    },
  },
  tool: {
    summary: 'A tool that the model may call',
    value: {
      model: 'demo',
      messages: [{ role: 'user', content: 'What is the weather in Paris?' }],
      tools: [WEATHER_TOOL],
    },
  },
  requiredTool: {
    summary: 'A tool that the model has to call, streamed',
    value: {
      model: 'demo',
      messages: [{ role: 'user', content: 'What is the weather in Paris?' }],
      tools: [WEATHER_TOOL],
      tool_choice: { type: 'function', function: { name: 'get_weather' } },
      stream: true,
    },
  },
  choices: {
    summary: 'Several answers, with an option of Ollama',
    value: {
      model: 'demo',
      messages: [{ role: 'user', content: 'Tell me a joke.' }],
      n: 2,
      seed: 1,
      options: { num_ctx: 1024 },
    },
  },
  jsonSchema: {
    summary: 'An answer that matches a JSON schema',
    value: {
      model: 'demo',
      messages: [
        { role: 'user', content: 'Ada is 36 years old and lives in London. Return JSON with name, age and city.' },
      ],
      response_format: {
        type: 'json_schema',
        json_schema: {
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
