import type { OllamaLogprob } from '@app/ollama';
import type { ParsedCall } from './parse-calls.js';
import type { ThinkingParser } from './thinking-parser.js';
import type { ToolCallParser } from './tool-call-parser.js';

/** What a piece of a model's text says. */
export interface AnswerPart {
  thinking: string;
  content: string;
  calls: ParsedCall[];
  logprobs: OllamaLogprob[];
}

/** Takes a model's text apart: thoughts, content, calls of tools. */
export class AnswerParser {
  constructor(
    private readonly thinking?: ThinkingParser,
    private readonly toolCalls?: ToolCallParser,
  ) {}

  push(text: string, logprobs: OllamaLogprob[]): AnswerPart {
    const { thinking, content } = this.thinking?.push(text) ?? { thinking: '', content: text };
    return { thinking, logprobs, ...(this.toolCalls?.push(content) ?? { content, calls: [] }) };
  }

  /** What was held back when the text is over. */
  flush(): AnswerPart {
    const { thinking, content } = this.thinking?.flush() ?? { thinking: '', content: '' };
    const pushed = this.toolCalls?.push(content) ?? { content, calls: [] };
    const rest = this.toolCalls?.flush() ?? { content: '', calls: [] };
    return {
      thinking,
      content: pushed.content + rest.content,
      calls: [...pushed.calls, ...rest.calls],
      logprobs: [],
    };
  }
}

export function isEmpty({ thinking, content, calls }: AnswerPart): boolean {
  return thinking === '' && content === '' && calls.length === 0;
}
