import type { OllamaKeepAlive } from '@app/ollama';
import { describe, expect, it } from 'vitest';
import { keepAliveMs } from './keep-alive.js';

describe('keep_alive', () => {
  it.each<[OllamaKeepAlive | undefined, number]>([
    [undefined, 300_000],
    [0, 0],
    ['0', 0],
    ['0s', 0],
    [90, 90_000],
    [0.5, 500],
    [-1, Infinity],
    ['-1m', Infinity],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['+10s', 10_000],
  ])('%j is %d ms', (value, milliseconds) => {
    expect(keepAliveMs(value)).toBe(milliseconds);
  });

  it.each(['soon', '5', '', '5 m', 'm', '1h soon', '1d'])('cannot be %j', (value) => {
    expect(() => keepAliveMs(value)).toThrow(`time: invalid duration ${JSON.stringify(value)}`);
  });
});
