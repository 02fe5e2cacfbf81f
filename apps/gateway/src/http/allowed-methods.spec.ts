import { fastify } from 'fastify';
import { describe, expect, it } from 'vitest';
import { AllowedMethods } from './allowed-methods.js';

const answer = () => 'ok';
const methods = new AllowedMethods();
const app = fastify();
methods.watch(app);
app.get('/', answer);
app.get('/v1/models', answer);
app.route({ method: ['GET', 'DELETE'], url: '/v1/models/:model', handler: answer });
app.post('/v1/models', answer);
app.get('/files/*', answer);

describe('AllowedMethods', () => {
  it.each([
    ['/', ['GET', 'HEAD']],
    ['/v1/models', ['GET', 'HEAD', 'POST']],
    ['/v1/models?limit=1', ['GET', 'HEAD', 'POST']],
    ['/v1/models/demo', ['GET', 'DELETE', 'HEAD']],
    ['/files/a/b/c', ['GET', 'HEAD']],
    ['/v1', []],
    ['/v1/models/demo/parts', []],
    ['/v2/models', []],
    ['/file', []],
  ])('%s', (url, expected) => {
    expect(methods.of(url).toSorted()).toEqual(expected.toSorted());
  });
});
