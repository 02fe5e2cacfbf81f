import type { OllamaMessage } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { fitMessages } from './fit-messages.js';

const MESSAGES: OllamaMessage[] = [
  { role: 'system', content: 'S' },
  { role: 'user', content: 'A' },
  { role: 'assistant', content: 'B' },
  { role: 'system', content: 'T' },
  { role: 'user', content: 'C' },
  { role: 'user', content: 'D' },
];

describe('messages that fit', () => {
  it.each([
    [6, 'SABTCD'],
    [5, 'SBTCD'],
    [4, 'STCD'],
    [3, 'STD'],
    [2, 'STD'],
    [0, 'STD'],
  ])('%d of them: %s', (most, left) => {
    const fitting = fitMessages(MESSAGES, (messages) => messages.length <= most);

    expect(fitting.map(({ content }) => content).join('')).toBe(left);
  });

  it('are looked for without trying each of many', () => {
    const many = Array.from({ length: 10_000 }, (): OllamaMessage => ({ role: 'user', content: 'x' }));
    let tries = 0;
    const fitting = fitMessages(many, (messages) => {
      tries++;
      return messages.length <= 7;
    });

    expect(fitting).toHaveLength(7);
    expect(tries).toBeLessThan(20);
  });
});
