import type { LlamaModel, Token } from 'node-llama-cpp';
import { describe, expect, it } from 'vitest';
import { bytesOfVocabularyName } from './token-bytes.js';
import { TokenText } from './token-text.js';

/** A model whose tokens are bytes. */
const BYTES: Pick<LlamaModel, 'detokenize'> = {
  detokenize: (tokens) => Buffer.from(tokens as readonly number[]).toString(),
};

function play(bytes: number[]): string[] {
  const text = new TokenText(BYTES);
  return [...bytes.map((byte) => text.push(byte as Token)), text.flush()];
}

describe('text from tokens', () => {
  it('shows a character with the last of its bytes', () => {
    expect(play([...Buffer.from('a€🦙')])).toEqual(['a', '', '', '€', '', '', '', '🦙', '']);
  });

  it('does not wait for ever for bytes that make no character', () => {
    expect(play([0x80, 0x80, 0x80, 0x80, 0x61])).toEqual(['', '', '', '\uFFFD\uFFFD\uFFFD\uFFFD', 'a', '']);
  });

  it('shows half a character in the end', () => {
    expect(play([0xe2, 0x82])).toEqual(['', '', '\uFFFD']);
  });
});

describe('bytes by the names of a vocabulary', () => {
  it.each([
    ['âĤ', [0xe2, 0x82]],
    ['Ġa', [0x20, 0x61]],
    ['<0xE2>', [0xe2]],
    ['日', undefined],
  ])('%s', (name, bytes) => {
    expect(bytesOfVocabularyName(name)).toEqual(bytes);
  });
});
