import { describe, expect, it } from 'vitest';
import { isOwnHost } from './access.js';

describe('own host names', () => {
  it.each([
    undefined,
    '',
    'localhost',
    'localhost:11434',
    '127.0.0.1:1',
    '[::1]:80',
    '10.0.0.5',
    'box.local',
    'a.internal:80',
  ])('are %j', (host) => {
    expect(isOwnHost(host)).toBe(true);
  });

  it.each(['evil.example', 'evil.example:80', 'localhost.evil.example', 'local', '127.0.0.1.evil.example'])(
    'are not %j',
    (host) => {
      expect(isOwnHost(host)).toBe(false);
    },
  );
});
