import { describe, expect, it } from 'vitest';
import { toClientHeaders, toOllamaHeaders } from './forwarded-headers.js';

const KEPT = { 'content-type': 'a/b', 'content-length': '7', 'x-own': ['1', '2'] };

describe('headers that are passed on', () => {
  it('to Ollama are without those of the connection and of the gateway', () => {
    const headers = {
      ...KEPT,
      connection: 'keep-alive, X-Named',
      'x-named': '1',
      'keep-alive': 'timeout=5',
      'transfer-encoding': 'chunked',
      te: 'trailers',
      trailer: 'x',
      upgrade: 'websocket',
      'proxy-authorization': 'Basic x',
      'proxy-connection': 'keep-alive',
      host: 'gateway',
      expect: '100-continue',
      authorization: 'Bearer x',
      cookie: 'a=1',
      origin: 'https://app.example',
    };
    expect(toOllamaHeaders(headers)).toEqual(KEPT);
  });

  it('to the client are without those of the connection, and of CORS', () => {
    const headers = {
      ...KEPT,
      connection: ['close', 'x-named ,x-other'],
      'x-named': '1',
      'x-other': '1',
      'proxy-authenticate': 'Basic',
      'access-control-allow-origin': '*',
    };
    expect(toClientHeaders(headers)).toEqual(KEPT);
    expect(toClientHeaders({})).toEqual({});
  });
});
