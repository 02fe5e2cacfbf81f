import { describe, expect, it } from 'vitest';
import { withoutTrailingSlash } from './trailing-slash.js';

describe('withoutTrailingSlash', () => {
  it.each([
    ['/v1/chat/completions/', '/v1/chat/completions'],
    ['/v1/chat/completions/?a=/', '/v1/chat/completions?a=/'],
    ['/api/tags/', '/api/tags'],
    ['/v1/models//', '/v1/models/'],
    ['/v1/models/a%2F', '/v1/models/a%2F'],
    ['/v1/models', '/v1/models'],
    ['/v1/models?a=/', '/v1/models?a=/'],
    ['/docs/', '/docs/'],
    ['/v1x/', '/v1x/'],
    ['/', '/'],
  ])('of %s is %s', (url, expected) => {
    expect(withoutTrailingSlash(url)).toBe(expected);
  });
});
