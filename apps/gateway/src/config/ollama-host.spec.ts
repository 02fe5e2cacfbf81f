import { describe, expect, it } from 'vitest';
import { parseOllamaHost } from './ollama-host.js';

describe('parseOllamaHost', () => {
  it.each([
    ['example.com', 'http://example.com:11434'],
    ['example.com:1234', 'http://example.com:1234'],
    ['example.com:80', 'http://example.com:80'],
    ['example.com:', 'http://example.com:11434'],
    [':1234', 'http://127.0.0.1:1234'],
    ['127.0.0.1', 'http://127.0.0.1:11434'],
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['[::1]:1234', 'http://[::1]:1234'],
    ['[::1]', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['::', 'http://[::1]:11434'],
    ['[::]:1234', 'http://[::1]:1234'],
    ['http://example.com', 'http://example.com:80'],
    ['https://example.com', 'https://example.com:443'],
    ['https://example.com:443', 'https://example.com:443'],
    ['HTTPS://Example.com:8443', 'https://example.com:8443'],
    ['ollama.com', 'https://ollama.com:443'],
    ['https://ollama.com', 'https://ollama.com:443'],
    ['  example.com  ', 'http://example.com:11434'],
    ['"example.com"', 'http://example.com:11434'],
    ["'example.com'", 'http://example.com:11434'],
  ])('%s', (text, origin) => {
    expect(parseOllamaHost(text)).toEqual({ origin, basePath: '' });
  });

  it.each([
    ['https://example.com/', ''],
    ['https://example.com/ollama', '/ollama'],
    ['https://example.com/a/b//', '/a/b'],
  ])('%s has the path %j', (text, basePath) => {
    expect(parseOllamaHost(text)).toEqual({ origin: 'https://example.com:443', basePath });
  });

  it('takes a path without a scheme', () => {
    expect(parseOllamaHost('example.com/ollama')).toEqual({ origin: 'http://example.com:11434', basePath: '/ollama' });
  });

  it.each([
    '',
    '   ',
    'http://',
    'ftp://example.com',
    'socket://example.com',
    'http://http://example.com',
    'http://user:secret@example.com',
    'user@example.com',
    'example.com?x=1',
    'example.com#x',
    'example.com:99999',
    'exa mple.com',
    '[::1',
    'http://:1234:5',
  ])('does not understand %j', (text) => {
    expect(parseOllamaHost(text)).toBeUndefined();
  });
});
