import { hostname } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createHostCheck } from './host-check.js';

const withHost = (host?: string) => ({ headers: { host }, originalUrl: '/' }) as FastifyRequest;

describe('createHostCheck', () => {
  const check = createHostCheck('127.0.0.1');

  it.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST:8080',
    '127.0.0.1:8080',
    '[::1]:8080',
    '192.168.1.7:8080',
    'gateway.localhost:8080',
    'gateway.internal',
    hostname(),
    undefined,
  ])('serves %s', (host) => {
    expect(() => check(withHost(host))).not.toThrow();
  });

  it.each(['evil.example', 'evil.example:8080', 'localhost.evil.example', 'notlocalhost', '127.0.0.1.evil.example'])(
    'turns %s away',
    (host) => {
      expect(() => check(withHost(host))).toThrow(
        expect.objectContaining({ status: 403, type: 'permission_error', code: 'host_not_allowed' }),
      );
    },
  );

  it('goes by the host of a target that is a whole URL', () => {
    const asked = (originalUrl: string, host: string) => ({ headers: { host }, originalUrl }) as FastifyRequest;
    expect(() => check(asked('http://localhost/', 'evil.example'))).not.toThrow();
    expect(() => check(asked('http://evil.example/', 'localhost'))).toThrow('not served');
  });

  it.each(['0.0.0.0', '10.0.0.7', 'gateway.example'])('serves every name where it listens on %s', (address) => {
    expect(() => createHostCheck(address)(withHost('anything.example'))).not.toThrow();
  });
});
