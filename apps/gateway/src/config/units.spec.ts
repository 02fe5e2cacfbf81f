import { describe, expect, it } from 'vitest';
import { parseByteSize, parseDuration } from './units.js';

describe('parseDuration', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h', 3_600_000],
    ['0s', 0],
    ['30 s', 30_000],
    [' 30s ', 30_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '30', 's', '1.5h', '-1s', '1d', '30S', '1e3s', '30  s', '1s1s', 'constructor', '1234567890123s'])(
    'does not understand %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('parseByteSize', () => {
  it.each([
    ['10B', 10],
    ['2KB', 2000],
    ['2KiB', 2048],
    ['3MB', 3_000_000],
    ['3MiB', 3_145_728],
    ['1GB', 1_000_000_000],
    ['1GiB', 1_073_741_824],
  ])('%s', (text, bytes) => {
    expect(parseByteSize(text)).toBe(bytes);
  });

  it.each(['', '10', '10kb', '1.5MiB', '-1B', '1TB'])('does not understand %j', (text) => {
    expect(parseByteSize(text)).toBeUndefined();
  });
});
