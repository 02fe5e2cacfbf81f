import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import ts from 'typescript';
import { expect, it } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const LENGTH = 200_000;

/** What clients, Ollama and files could repeat to have a pattern search from everywhere to the end. */
const REPEATED = [
  'a|A|1|_|-|.|:|/|\\|"|\'|`| |\t|\n|,|;|=|%|[|{|(|é|\0|😀',
  'a.|a-|a/|a:|a=|a,|a |1.|1,|1e|[:|["|//|\\"|\\\\|%41|</|<?|```|<think>| ,|\r\n',
].flatMap((list) => list.split('|'));

/** The pattern literals of the sources, each once. */
function patterns(): [string, RegExp][] {
  const found = new Map<string, RegExp>();
  for (const directory of ['apps', 'libs']) {
    for (const file of readdirSync(`${PROJECT}/${directory}`, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      collect(
        ts.createSourceFile(file, readFileSync(`${PROJECT}/${directory}/${file}`, 'utf8'), ts.ScriptTarget.Latest),
      );
    }
  }
  return [...found];

  function collect(node: ts.Node): void {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.set(node.text, new RegExp(node.text.slice(1, end), node.text.slice(end + 1)));
    }
    ts.forEachChild(node, collect);
  }
}

it.each(patterns())('%s takes time that grows with the length of the text only', (_, pattern) => {
  expect(analyse({ source: pattern.source, flags: pattern.flags }).reports).toEqual([]);
  // The analysis does not see all: one that does not hold takes longer here than a test may.
  for (const repeated of REPEATED) {
    const text = repeated.repeat(LENGTH / repeated.length);
    for (const hostile of [text, `"${text}`, `[${text}`, `a${text}\0`]) hostile.replace(pattern, '');
  }
});
