import type { OllamaGenerateChunk, OllamaGenerateEnd, OllamaLogprob } from '@app/ollama';

/** The completion that is not streamed: all chunks in one. */
export async function wholeCompletion(chunks: AsyncIterable<OllamaGenerateChunk>): Promise<OllamaGenerateEnd> {
  let response = '';
  let thinking = '';
  const logprobs: OllamaLogprob[] = [];
  for await (const chunk of chunks) {
    response += chunk.response;
    thinking += chunk.thinking ?? '';
    logprobs.push(...(chunk.logprobs ?? []));
    if (!chunk.done) continue;
    return {
      ...chunk,
      response,
      ...(thinking !== '' && { thinking }),
      ...(logprobs.length > 0 && { logprobs }),
    };
  }
  throw new Error('a completion ended without its last chunk');
}
