import { describe, expect, it } from 'vitest';
import { ThinkingParser } from './thinking-parser.js';

const TAGS = { open: '<think>', close: '</think>' };

function play(pieces: string[], hasBegun = false) {
  const parser = new ThinkingParser(TAGS, hasBegun);
  const parts = [...pieces.map((piece) => parser.push(piece)), parser.flush()];
  return parts.map(({ thinking, content }) => [thinking, content]);
}

describe('thoughts and answers', () => {
  it.each<[string, string[], string[][]]>([
    [
      'come apart, a piece a token',
      ['<think>', '\n', 'I add', '.', '\n', '</think>', '\n\n', '5', '.'],
      [
        ['', ''],
        ['', ''],
        ['I add', ''],
        ['.', ''],
        ['\n', ''],
        ['', ''],
        ['', ''],
        ['', '5'],
        ['', '.'],
        ['', ''],
      ],
    ],
    [
      'come apart in one piece',
      ['<think>\nI add.\n</think>\n\n5'],
      [
        ['I add.\n', '5'],
        ['', ''],
      ],
    ],
    [
      'with tags in pieces',
      ['<th', 'ink>x</', 'think', '>y'],
      [
        ['', ''],
        ['x', ''],
        ['', ''],
        ['', 'y'],
        ['', ''],
      ],
    ],
    [
      'without thoughts',
      [' 5', '<think>'],
      [
        ['', ' 5'],
        ['', '<think>'],
        ['', ''],
      ],
    ],
    [
      'with what only looks like a tag',
      ['<thin', 'g>'],
      [
        ['', ''],
        ['', '<thing>'],
        ['', ''],
      ],
    ],
    [
      'with a closing tag that is none',
      ['<think>a</th', 'e>'],
      [
        ['a', ''],
        ['</the>', ''],
        ['', ''],
      ],
    ],
    [
      'cut off in a thought',
      ['<think>a</th'],
      [
        ['a', ''],
        ['</th', ''],
      ],
    ],
    [
      'cut off in a tag',
      ['<th'],
      [
        ['', ''],
        ['', '<th'],
      ],
    ],
  ])('%s', (_, pieces, parts) => {
    expect(play(pieces)).toEqual(parts);
  });

  it('go on when the prompt has opened them', () => {
    expect(play(['\nI add', '</think>', '\n5'], true)).toEqual([
      ['I add', ''],
      ['', ''],
      ['', '5'],
      ['', ''],
    ]);
  });

  it('tell when the answer begins', () => {
    const parser = new ThinkingParser(TAGS);
    const states = ['<think>', 'a', '</think>'].map((piece) => {
      parser.push(piece);
      return [parser.hasThought, parser.isAnswering];
    });

    expect(states).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ]);
  });
});
