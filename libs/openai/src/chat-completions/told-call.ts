import type { ChatCompletionMessageFunctionToolCall } from 'openai/resources/chat/completions';
import type { ChunkDelta } from './chat-completion.js';

/** A call as the client is told of it. */
export interface ToldCall {
  readonly id: string;
  readonly name: string;
  /** A JSON object as text; the beginning of one where the answer was cut off. */
  readonly arguments: string;
}

export function toToolCall({ id, name, arguments: text }: ToldCall): ChatCompletionMessageFunctionToolCall {
  return { id, type: 'function', function: { name, arguments: text } };
}

/** How calls are told in the deltas of a stream: in today's words, or in the older ones, which know one call only. */
export interface CallDeltas {
  /** Whole calls, the first of which has this index. */
  whole(calls: readonly ToldCall[], index: number): ChunkDelta;
  /** The beginning of a call whose arguments come in pieces. */
  start(call: Omit<ToldCall, 'arguments'>, index: number): ChunkDelta;
  arguments(delta: string, index: number): ChunkDelta;
}

export const TOOL_CALL_DELTAS: CallDeltas = {
  whole: (calls, first) => ({
    tool_calls: calls.map((call, place) => ({ index: first + place, ...toToolCall(call) })),
  }),
  start: ({ id, name }, index) => ({
    tool_calls: [{ index, id, type: 'function', function: { name, arguments: '' } }],
  }),
  arguments: (delta, index) => ({ tool_calls: [{ index, function: { arguments: delta } }] }),
};

export const FUNCTION_CALL_DELTAS: CallDeltas = {
  whole: ([call]) => ({ function_call: { name: call?.name, arguments: call?.arguments } }),
  start: ({ name }) => ({ function_call: { name, arguments: '' } }),
  arguments: (delta) => ({ function_call: { arguments: delta } }),
};
