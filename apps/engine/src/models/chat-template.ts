import type { OllamaMessage, OllamaThink, OllamaTool } from '@app/ollama';
import { Template } from '@huggingface/jinja';
import { NativeError } from '../errors/native-error.js';

/** What is rendered for models whose file has no template: ChatML, which most models have seen. */
export const CHATML = `{%- for message in messages %}{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}{%- endfor %}{%- if add_generation_prompt %}{{- '<|im_start|>assistant\\n' }}{%- endif %}`;

export interface TemplateInput {
  messages: OllamaMessage[];
  tools?: OllamaTool[];
  think?: OllamaThink;
}

/** The chat template of a model: the prompt for a conversation. */
export class ChatTemplate {
  readonly #template: Template;

  constructor(
    source: string,
    private readonly specialTokens: { bos_token?: string; eos_token?: string },
  ) {
    this.#template = new Template(source);
  }

  /**
   * The prompt. When the last message is the assistant's, the model goes on with it.
   * @throws {NativeError} 400 when the template refuses the conversation
   */
  render({ messages, tools, think }: TemplateInput): string {
    const last = messages.at(-1);
    const goesOn = last?.role === 'assistant' && last.content !== '';
    const prompt = this.renderTemplate({
      ...this.specialTokens,
      messages: messages.map(toTemplateMessage),
      ...(tools && tools.length > 0 && { tools }),
      ...(think !== undefined && { enable_thinking: think !== false }),
      ...(typeof think === 'string' && { reasoning_effort: think }),
      add_generation_prompt: !goesOn,
    });
    return goesOn ? upTo(prompt, last.content.trim()) : prompt;
  }

  private renderTemplate(values: Record<string, unknown>): string {
    try {
      return this.#template.render(values);
    } catch (error) {
      if (error instanceof RangeError) throw error;
      throw NativeError.badRequest(`the model's chat template refuses the messages: ${(error as Error).message}`);
    }
  }
}

/** Messages in the words that chat templates know. */
function toTemplateMessage(message: OllamaMessage): Record<string, unknown> {
  const { role, content, thinking, tool_calls, tool_name, tool_call_id } = message;
  return {
    role,
    content,
    ...(thinking && { reasoning_content: thinking }),
    ...(tool_calls &&
      tool_calls.length > 0 && { tool_calls: tool_calls.map((call) => ({ type: 'function', ...call })) }),
    ...(tool_name && { name: tool_name }),
    ...(tool_call_id && { tool_call_id }),
  };
}

/** A prompt whose last message stays open: what the template writes after the content would end it. */
function upTo(prompt: string, content: string): string {
  const start = prompt.lastIndexOf(content);
  return start < 0 ? prompt : prompt.slice(0, start + content.length);
}
