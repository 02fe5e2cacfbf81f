import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://127.0.0.1:8080/v1', apiKey: 'unused' });

const completion = await client.chat.completions.create({
  model: 'demo',
  messages: [{ role: 'user', content: 'What is the capital of France?' }],
  reasoning_effort: 'none',
});

console.log(completion.choices[0]?.message.content);
