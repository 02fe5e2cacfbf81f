import { describe, expect, it } from 'vitest';
import { hostOf, toPath } from './request-target.js';

describe('toPath', () => {
  it.each([
    ['/v1/models?limit=1', '/v1/models?limit=1'],
    ['http://localhost:8080/v1/models?limit=1', '/v1/models?limit=1'],
    ['HTTPS://localhost/', '/'],
    ['http://localhost', '/'],
    ['http://localhost?a=b', '/?a=b'],
    ['/http://localhost/', '/http://localhost/'],
    ['//localhost/v1/models', '//localhost/v1/models'],
    ['*', '*'],
    ['ftp://localhost/', 'ftp://localhost/'],
  ])('%s asks for %s', (url, path) => {
    expect(toPath({ url })).toBe(path);
  });
});

describe('hostOf', () => {
  it.each([
    ['/v1/models', undefined],
    ['http://localhost:8080/v1/models', 'localhost:8080'],
    ['HTTP://[::1]?a=b', '[::1]'],
    ['http://', ''],
    ['*', undefined],
  ])('%s', (target, host) => {
    expect(hostOf(target)).toBe(host);
  });
});
