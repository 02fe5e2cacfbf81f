import { describe, expect, it } from 'vitest';
import { isNestedDeeperThan } from './json-depth.js';

describe('isNestedDeeperThan', () => {
  it.each([
    ['[[1]]', false],
    ['[[[1]]]', true],
    ['{"a":{"b":[1]}}', true],
    ['[[],[],{},[]]', false],
    ['"[[[["', false],
    ['["[[[[", "\\"[[[[", "\\\\", "[[[["]', false],
    ['["\\\\\\"[[[", [1]]', false],
    ['["\\\\", [[', true],
    ['["never closed [[[[', false],
    ['', false],
    [']]]] [[[', false],
  ])('%s', (text, expected) => {
    expect(isNestedDeeperThan(2, Buffer.from(text))).toBe(expected);
  });

  it('is not held up by a million levels, nor by a million escapes', () => {
    expect(isNestedDeeperThan(128, Buffer.from('['.repeat(1_000_000)))).toBe(true);
    expect(isNestedDeeperThan(128, Buffer.from(`["${'\\"'.repeat(1_000_000)}"]`))).toBe(false);
  });
});
