import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import known from '../../tools/demo-model/answers.json' with { type: 'json' };
import { RunningEngine } from './support/running-engine.js';

const OPTIONS = { temperature: 0 };
const CHATS = known.flatMap((each) => (each.messages ? [{ ...each, name: each.messages.at(-1)?.content ?? '' }] : []));
const COMPLETIONS = known.flatMap((each) => (each.prompt ? [{ ...each, prompt: each.prompt }] : []));

describe('the demo model writes what it is known to write', () => {
  let engine: RunningEngine;

  beforeAll(async () => {
    engine = await RunningEngine.start();
  });

  afterAll(() => engine.stop());

  it.each(CHATS)('$area: $name', async ({ messages, tools, options, answer }) => {
    const { message } = await engine.json('/api/chat', {
      model: 'demo',
      messages,
      tools,
      think: options?.enable_thinking,
      options: OPTIONS,
      stream: false,
    });

    expect(message).toEqual(messageOf(answer));
  });

  it.each(COMPLETIONS)('$area: $prompt', async ({ prompt, suffix, answer }) => {
    const { response } = await engine.json('/api/generate', {
      model: 'demo',
      prompt,
      suffix,
      raw: suffix === undefined,
      think: false,
      options: OPTIONS,
      stream: false,
    });

    expect(response).toBe(answer);
  });
});

/** The message that a text with `<think>` and `<tool_call>` is. */
function messageOf(text: string) {
  const [, thinking, answer = ''] = /^(?:<think>\n(.*?)<\/think>\s*)?(.*)$/s.exec(text) ?? [];
  const calls = [...answer.matchAll(/<tool_call>\n(.*?)\n<\/tool_call>/gs)].map(([, json = ''], index) => ({
    id: expect.stringMatching(/^call_[a-z0-9]{8}$/) as string,
    function: { index, ...(JSON.parse(json) as object) },
  }));
  return {
    role: 'assistant',
    content: calls.length > 0 ? '' : answer,
    ...(thinking !== undefined && { thinking }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}
