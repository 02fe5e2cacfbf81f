import OpenAI from 'openai';

const client = new OpenAI({ baseURL: 'http://127.0.0.1:8080/v1', apiKey: 'unused' });

const stream = await client.chat.completions.create({
  model: 'demo',
  messages: [{ role: 'user', content: 'Count to 10.' }],
  reasoning_effort: 'none',
  stream: true,
});

for await (const chunk of stream) {
  process.stdout.write(chunk.choices[0]?.delta.content ?? '');
}
process.stdout.write('\n');
