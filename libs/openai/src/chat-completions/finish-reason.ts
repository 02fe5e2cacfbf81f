import type { OllamaDoneReason } from '@app/ollama';
import { incompleteAnswer } from '../errors/to-openai-error.js';

export type FinishReason = 'stop' | 'length' | 'tool_calls';

/**
 * Why the model stopped. An answer cut off by the token limit stays `length`, also when it called a tool.
 * @throws OpenAiError 502 when Ollama gives no reason (its model process broke off) or has only loaded the model:
 *   neither is an answer that may be passed off as whole
 */
export function toFinishReason(reason: OllamaDoneReason | undefined, calledTools: boolean): FinishReason {
  switch (reason) {
    case 'stop':
      return calledTools ? 'tool_calls' : 'stop';
    case 'length':
      return 'length';
    case 'load':
    case 'unload':
      throw incompleteAnswer(`Ollama did not answer: it has ${reason}ed the model.`);
    case undefined:
      throw incompleteAnswer('Ollama ended its answer without a reason: it may not be complete.');
    default:
      throw incompleteAnswer(`Ollama ended its answer for an unknown reason: ${JSON.stringify(reason)}.`);
  }
}
