import type { OllamaChatChunk, OllamaChatEnd, OllamaLogprob, OllamaToolCall } from '@app/ollama';

/** The answer that is not streamed: all chunks in one. */
export async function wholeChat(chunks: AsyncIterable<OllamaChatChunk>): Promise<OllamaChatEnd> {
  let content = '';
  let thinking = '';
  const toolCalls: OllamaToolCall[] = [];
  const logprobs: OllamaLogprob[] = [];
  for await (const chunk of chunks) {
    content += chunk.message.content;
    thinking += chunk.message.thinking ?? '';
    toolCalls.push(...(chunk.message.tool_calls ?? []));
    logprobs.push(...(chunk.logprobs ?? []));
    if (!chunk.done) continue;
    return {
      ...chunk,
      message: {
        role: 'assistant',
        content,
        ...(thinking !== '' && { thinking }),
        ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
      },
      ...(logprobs.length > 0 && { logprobs }),
    };
  }
  throw new Error('an answer ended without its last chunk');
}
