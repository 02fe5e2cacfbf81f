import { expect, it } from 'vitest';
import { parseOrigins } from './origins.js';

it.each([
  ['*', '*'],
  [' * ', '*'],
  ['https://app.example.com', ['https://app.example.com']],
  ['https://a.example, http://localhost:3000', ['https://a.example', 'http://localhost:3000']],
  ['https://a.example/', undefined],
  ['https://a.example/path', undefined],
  ['a.example', undefined],
  ['*, https://a.example', undefined],
  ['https://a.example,', undefined],
  ['null', undefined],
  ['', undefined],
])('parseOrigins(%j)', (text, expected) => {
  expect(parseOrigins(text)).toEqual(expected);
});
