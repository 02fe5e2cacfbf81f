import type { OllamaChatRequest } from '@app/ollama';
import { type Answer, chatChunk, chatEnd, followFormat, json, ndjson } from './fake-ollama/index.js';

/**
 * Answers as a model that does what it is asked: it follows the form, else it calls the first tool for the user's message,
 * else it says what a tool has told it, or hello.
 */
export const obedient: Answer = (received, response) => {
  const request = received.body as OllamaChatRequest;
  const message = messageFor(request);
  const answer = request.stream === false ? json(chatEnd({ message })) : ndjson([...pieces(message), chatEnd()]);
  return answer(received, response);
};

type Message = ReturnType<typeof chatEnd>['message'];

function messageFor({ format, tools, messages }: OllamaChatRequest): Message {
  const last = messages.at(-1);
  if (format) return { role: 'assistant', content: JSON.stringify(followFormat(format)) };
  const [tool] = tools ?? [];
  if (tool && last?.role === 'user') {
    const args = followFormat(tool.function.parameters ?? {}) as Record<string, unknown>;
    return {
      role: 'assistant',
      content: '',
      tool_calls: [{ function: { name: tool.function.name, arguments: args } }],
    };
  }
  return { role: 'assistant', content: last?.role === 'tool' ? `It is ${last.content}.` : 'Hello!' };
}

function pieces(message: Message): object[] {
  if (message.tool_calls) return [chatChunk(message)];
  return (message.content.match(/.{1,4}/gs) ?? []).map((content) => chatChunk(content));
}
