import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bag } from './bag.js';

describe('a bag', () => {
  it('has what was added and not removed, whatever the order', () => {
    // A number removes one, counted from the last.
    const steps = fc.array(fc.oneof(fc.constant('add' as const), fc.nat(20)), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (taken) => {
        const bag = new Bag<number>();
        const expected = new Map<number, () => void>();
        for (const [number, step] of taken.entries()) {
          if (step === 'add') expected.set(number, bag.add(number));
          const removed = step === 'add' ? undefined : [...expected.keys()].at(-step - 1);
          if (removed === undefined) continue;
          expected.get(removed)?.();
          expected.delete(removed);
        }
        expect([...bag].toSorted((a, b) => a - b)).toEqual([...expected.keys()]);
        expect(bag.size).toBe(expected.size);
      }),
    );
  });
});
