import type { FastifyReply, FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { logAnswer } from './access-log.js';
import { createLog } from './log.js';

describe('the log line of a request', () => {
  let lines: string[];
  beforeEach(() => {
    vi.useFakeTimers();
    lines = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function linesOf(level: string, exchange: object, raw: object): string[] {
    const log = createLog(level, { write: (line) => lines.push(line) });
    const request = {
      id: 'req_1',
      method: 'POST',
      routeOptions: { url: '/v1/chat/completions' },
      exchange: { elapsedMs: 13, ...exchange },
    };
    logAnswer(log, request as FastifyRequest, { raw } as FastifyReply);
    return lines;
  }

  it.each([
    [
      { model: 'a "model"\n\u2028é', stream: true, firstByteMs: 3, failure: 'x' },
      { promptTokens: 1, completionTokens: 0 },
      { headersSent: true, statusCode: 200, writableFinished: true },
      { status: 200 },
    ],
    [{}, {}, { headersSent: false }, { status: null, clientGone: true }],
    [{ clientStalled: true }, {}, { headersSent: true, statusCode: 200 }, { status: 200, clientStalled: true }],
  ])('is what pino would write: %j', (exchange, counts, raw, { status, ...told }) => {
    const { failure, clientStalled, ...known } = exchange as Record<string, unknown>;
    const [line] = linesOf('info', { ...exchange, translation: { counts: () => counts } }, raw);
    createLog('info', { write: (expected) => lines.push(expected) }).info(
      {
        requestId: 'req_1',
        method: 'POST',
        route: '/v1/chat/completions',
        status,
        durationMs: 13,
        ...known,
        ...counts,
        error: failure,
        ...told,
      },
      'request',
    );
    expect(line).toBe(lines.at(-1));
    expect(lines).toHaveLength(2);
    expect(clientStalled).toBe('clientStalled' in told ? true : undefined);
  });

  it('tells of the request as it was, also where it is printed later', () => {
    const kept: { toString(): string }[] = [];
    const destination = { write: (line: string) => lines.push(line), writeLater: (line: object) => kept.push(line) };
    const exchange = { elapsedMs: 13, model: 'demo' };
    const request = { id: 'req_1', method: 'POST', routeOptions: { url: '/v1/models' }, exchange };
    const raw = { headersSent: true, statusCode: 200, writableFinished: true };
    vi.setSystemTime(1000);
    logAnswer(createLog('info', destination), request as unknown as FastifyRequest, { raw } as FastifyReply);
    Object.assign(exchange, { elapsedMs: 99, model: 'another' });
    Object.assign(raw, { statusCode: 500 });
    vi.setSystemTime(2000);
    expect([lines, kept.map(String)]).toEqual([
      [],
      [
        '{"level":"info","time":"1970-01-01T00:00:01.000Z","requestId":"req_1","method":"POST","route":"/v1/models",' +
          '"status":200,"durationMs":13,"model":"demo","msg":"request"}\n',
      ],
    ]);
  });

  it('is none where less is to be logged', () => {
    expect(linesOf('warn', {}, {})).toEqual([]);
  });
});
