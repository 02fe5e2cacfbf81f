import { describe, expect, it } from 'vitest';
import { requestId } from './request-id.js';

const idOf = (given: string | string[] | undefined) => requestId({ headers: { 'x-request-id': given } });

describe('requestId', () => {
  it.each(['req_1', 'a.b:c/d+e=f-g_h', '0', 'x'.repeat(128)])('takes %s over', (given) => {
    expect(idOf(given)).toBe(given);
  });

  it.each([undefined, '', 'x'.repeat(129), 'a b', 'a\nb', 'ü', '"', '<a>', 'a,b', ['a', 'b']])(
    'makes one instead of %j',
    (given) => {
      expect(idOf(given)).toMatch(/^req_[0-9a-f]{32}$/);
    },
  );

  it('makes another one each time', () => {
    expect(idOf(undefined)).not.toBe(idOf(undefined));
  });
});
