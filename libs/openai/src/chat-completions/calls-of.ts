import type { OllamaChatMessage, OllamaToolCall } from '@app/ollama';
import type { Reading } from '../native-chat/attempts.js';
import { ForcedCallsParser } from '../tool-calls/forced-calls-parser.js';
import { checkForcedCall, noForcedCall } from '../tool-calls/forced-calls.js';
import type { ChatCompletionContext } from './chat-completion-context.js';
import type { ToldCall } from './told-call.js';

type CallContext = Pick<ChatCompletionContext, 'checks' | 'newToolCallId' | 'parallel'>;

/**
 * The calls of a whole answer.
 * @param isCut the answer was cut off: its last call may lack an end
 * @throws InvalidToolCall for calls that cannot be passed on
 */
export function callsOf(
  { content, tool_calls = [] }: OllamaChatMessage,
  reading: Reading,
  isCut: boolean,
  context: CallContext,
): ToldCall[] {
  // Ollama reads calls by itself where the model's own form of them happens to be the same.
  if (tool_calls.length > 0) return toToldCalls(tool_calls, 0, context);
  return reading === 'calls' ? forcedCalls(content, isCut, context) : [];
}

/**
 * Calls that Ollama has read.
 * @param before how many the client has been told of; where calls are not parallel, one is all that it is told of
 * @throws InvalidToolCall for calls that cannot be passed on
 */
export function toToldCalls(
  calls: readonly OllamaToolCall[],
  before: number,
  { checks, newToolCallId, parallel }: CallContext,
): ToldCall[] {
  const told = parallel ? calls : calls.slice(0, before === 0 ? 1 : 0);
  for (const { function: called } of told) checks.check(called.name, called.arguments);
  return told.map(({ id, function: called }) => ({
    id: id || newToolCallId(),
    name: called.name,
    arguments: JSON.stringify(called.arguments),
  }));
}

function forcedCalls(content: string, isCut: boolean, context: CallContext): ToldCall[] {
  const parser = new ForcedCallsParser();
  const calls: ToldCall[] = [];
  for (const event of parser.add(content)) {
    switch (event.type) {
      case 'start':
        calls.push({ id: context.newToolCallId(), name: event.name, arguments: '' });
        break;
      case 'arguments': {
        const call = calls.pop();
        if (call !== undefined) calls.push({ ...call, arguments: call.arguments + event.delta });
        break;
      }
      case 'end':
        checkForcedCall(event.name, event.arguments, context.checks);
        break;
      default:
        event satisfies never;
    }
  }
  const isWhole = parser.state === 'complete' && calls.length > 0;
  if (!isWhole && (parser.state === 'broken' || !isCut)) throw noForcedCall();
  return calls;
}
