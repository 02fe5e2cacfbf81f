import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHATML, ChatTemplate } from './chat-template.js';

const SOURCE = readFileSync(
  new URL('../../../../tools/demo-model/chat_template.jinja', import.meta.url),
  'utf8',
).trim();
const TOKENS = { bos_token: '<s>', eos_token: '</s>' };
const HELLO = { role: 'user' as const, content: 'Hello!' };
const TOOL = { type: 'function' as const, function: { name: 'f', parameters: { type: 'object' } } };

describe('chat templates', () => {
  const template = new ChatTemplate(SOURCE, TOKENS);

  it('open the answer', () => {
    expect(template.render({ messages: [HELLO] })).toBe('<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n');
  });

  it('close the thoughts of a model that is not to think', () => {
    expect(template.render({ messages: [HELLO], think: false })).toMatch(/assistant\n<think>\n\n<\/think>\n\n$/);
    expect(template.render({ messages: [HELLO], think: 'low' })).toMatch(/assistant\n$/);
  });

  it('tell of tools, calls, results and thoughts', () => {
    const prompt = template.render({
      messages: [
        HELLO,
        {
          role: 'assistant',
          content: '',
          thinking: 'I call f.',
          tool_calls: [{ id: 'call_1', function: { index: 0, name: 'f', arguments: { a: [1, 'x'] } } }],
        },
        { role: 'tool', content: '7', tool_name: 'f', tool_call_id: 'call_1' },
      ],
      tools: [TOOL],
    });

    expect(prompt).toContain('<tools>\n{"name": "f", "parameters": {"type": "object"}}\n</tools>');
    expect(prompt).toContain(
      '<think>\nI call f.\n</think>\n\n<tool_call>\n{"name": "f", "arguments": {"a": [1, "x"]}}\n</tool_call><|im_end|>',
    );
    expect(prompt).toMatch(/<tool_response>\n7\n<\/tool_response><\|im_end\|>\n<\|im_start\|>assistant\n$/);
  });

  it('leave the last message of the assistant open', () => {
    const messages = [HELLO, { role: 'assistant' as const, content: 'Hello! I am' }];

    expect(template.render({ messages })).toMatch(/<\|im_start\|>assistant\nHello! I am$/);
  });

  it('may refuse a conversation', () => {
    const strict = new ChatTemplate("{{ raise_exception('roles must alternate') }}", TOKENS);

    expect(() => strict.render({ messages: [HELLO] })).toThrow(
      "the model's chat template refuses the messages: roles must alternate",
    );
  });

  it('know the tokens that begin and end a text', () => {
    expect(
      new ChatTemplate('{{ bos_token }}{{ messages[0].content }}{{ eos_token }}', TOKENS).render({ messages: [HELLO] }),
    ).toBe('<s>Hello!</s>');
  });

  it('are ChatML where a file has none', () => {
    expect(
      new ChatTemplate(CHATML, TOKENS).render({ messages: [{ role: 'system', content: 'Be kind.' }, HELLO] }),
    ).toBe('<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHello!<|im_end|>\n<|im_start|>assistant\n');
  });
});
