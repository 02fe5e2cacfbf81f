import { describe, expect, it } from 'vitest';
import { scanJson } from './json-scan.js';

describe('scanJson', () => {
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
  ])('tells whether it is too deep: %s', (text, isTooDeep) => {
    expect(scanJson(Buffer.from(text), 2).isTooDeep).toBe(isTooDeep);
  });

  it.each([
    ['{}', 0],
    ['{"a": 1, "b": {"c": [{"d": 1}]}}', 4],
    ['{"a": ":", ":": "\\":"}', 2],
  ])('counts members: %s', (text, members) => {
    expect(scanJson(Buffer.from(text), 9)).toEqual({ isTooDeep: false, members });
  });

  it('is not held up by a million levels, nor by a million escapes', () => {
    expect(scanJson(Buffer.from('['.repeat(1_000_000)), 128).isTooDeep).toBe(true);
    expect(scanJson(Buffer.from(`["${'\\"'.repeat(1_000_000)}"]`), 128).isTooDeep).toBe(false);
  });
});
