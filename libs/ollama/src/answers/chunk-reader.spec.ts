import { Observable } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { OllamaError } from '../errors/ollama-error.js';
import { readChatToken } from '../ndjson/token-line.js';
import type { OllamaChatChunk } from '../types/chat.js';
import { ChunkReader } from './chunk-reader.js';
import { toChatChunk } from './chunks.js';

const token = (content: string) => ({
  model: 'm',
  created_at: 't',
  message: { role: 'assistant', content },
  done: false,
});
const [ONE, TWO] = [token('one'), token('two')];
const END = { ...token(''), done: true, done_reason: 'stop' };
const lineOf = (value: object) => `${JSON.stringify(value)}\n`;
const HALF = lineOf(ONE).slice(0, 30);
const REST = lineOf(ONE).slice(30);

type Told = object[] | 'complete' | OllamaError['failure'];

/** What is told of reads, each with the parts that it brought, and of the end after them. */
function toldOf(...reads: string[][]): Told[] {
  const told: Told[] = [];
  let reader: ChunkReader<OllamaChatChunk> | undefined;
  new Observable<OllamaChatChunk[]>((subscriber) => {
    reader = new ChunkReader(1024, { toChunk: toChatChunk, readToken: readChatToken }, subscriber);
  }).subscribe({
    next: (chunks) => told.push(chunks),
    complete: () => told.push('complete'),
    error: (error: OllamaError) => told.push(error.failure),
  });
  for (const parts of reads) reader?.read(parts.map((part) => Buffer.from(part)));
  reader?.end();
  return told;
}

describe('the reader of chunks', () => {
  it.each<[string, string[][], Told[]]>([
    ['a token in each read', [[lineOf(ONE)], [lineOf(TWO)], [lineOf(END)]], [[ONE], [TWO], [END], 'complete']],
    ['two tokens in a read', [[lineOf(ONE), lineOf(TWO)], [lineOf(END)]], [[ONE, TWO], [END], 'complete']],
    ['two tokens in a part', [[lineOf(ONE) + lineOf(TWO)], [lineOf(END)]], [[ONE, TWO], [END], 'complete']],
    ['a token in halves', [[HALF], [REST], [lineOf(TWO)], [lineOf(END)]], [[ONE], [TWO], [END], 'complete']],
    ['a half and what comes with it', [[HALF], [REST, lineOf(TWO)], [lineOf(END)]], [[ONE, TWO], [END], 'complete']],
    ['a half in the middle', [[lineOf(TWO) + HALF], [REST], [lineOf(END)]], [[TWO], [ONE], [END], 'complete']],
    ['nothing in a read', [[], [lineOf(END)]], [[END], 'complete']],
    ['a token after the end', [[lineOf(END)], [lineOf(ONE)]], [[END], 'complete']],
    ['garbage behind the end', [[`${lineOf(END)}{nope\n`]], [[END], 'complete']],
    ['no line end at the end', [[lineOf(ONE)], [JSON.stringify(END)]], [[ONE], [END], 'complete']],
  ])('tells of %s', (_what, reads, told) => {
    expect(toldOf(...reads)).toEqual(told);
  });

  it.each<[string, string[][], Told[]]>([
    ['garbage in a part of its own', [[lineOf(ONE), '{nope\n']], [[ONE], { kind: 'invalid-json' }]],
    ['garbage in the same part', [[`${lineOf(ONE)}{nope\n`]], [[ONE], { kind: 'invalid-json' }]],
    ['garbage alone', [[lineOf(ONE)], ['{nope\n']], [[ONE], { kind: 'invalid-json' }]],
    ['an early end', [[lineOf(ONE)]], [[ONE], { kind: 'incomplete' }]],
    ['an early end after a blank', [['\r']], [{ kind: 'incomplete' }]],
    ['half a token at the end', [[HALF]], [{ kind: 'invalid-json' }]],
  ])('fails for %s, with what came before', (_what, reads, told) => {
    expect(toldOf(...reads).slice(0, told.length)).toEqual(told);
  });
});
