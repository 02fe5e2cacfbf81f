import type { OllamaMessage, OllamaToolCall } from '@app/ollama';

interface Call {
  readonly call: OllamaToolCall;
  readonly results: OllamaMessage[];
}

/**
 * What the model did between two things that it was told: thoughts, texts and calls make one native message, and each
 * call's results follow it in the order of the calls, by which many chat templates join them.
 */
export class AssistantTurn {
  readonly message: OllamaMessage = { role: 'assistant', content: '' };
  readonly #calls: Call[] = [];

  think(thought: string): void {
    const { thinking } = this.message;
    this.message.thinking = thinking === undefined ? thought : `${thinking}\n${thought}`;
  }

  /** @returns takes the results of the call */
  call(name: string, args: Record<string, unknown>, id?: string): OllamaMessage[] {
    const call: OllamaToolCall = {
      ...(id !== undefined && { id }),
      function: { index: this.#calls.length, name, arguments: args },
    };
    (this.message.tool_calls ??= []).push(call);
    const results: OllamaMessage[] = [];
    this.#calls.push({ call, results });
    return results;
  }

  toMessages(): OllamaMessage[] {
    return [this.message, ...this.#calls.flatMap(({ results }) => results)];
  }
}
