import { describe, expect, it } from 'vitest';
import { giveBack } from './give-back.js';

describe('giveBack', () => {
  it('frees what the pieces lie in, once', () => {
    const read = Buffer.allocUnsafeSlow(65_536);
    giveBack([read.subarray(0, 100), read.subarray(100)]);
    expect([read.length, read.buffer.detached]).toEqual([0, true]);
    giveBack([read]);
  });

  it('leaves alone what others share', () => {
    const pooled = Buffer.from('small');
    giveBack([pooled]);
    expect(pooled.toString()).toBe('small');
  });
});
