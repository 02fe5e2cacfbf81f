import { readFileSync } from 'node:fs';

export const README = readFileSync('README.md', 'utf8');

/** The code blocks, in order. */
export const CODE_BLOCKS = [...README.matchAll(/^```(?<language>\w+)\n(?<code>.*?)^```$/gms)].map(({ groups }) => ({
  language: groups?.['language'] ?? '',
  code: groups?.['code'] ?? '',
}));

/** The cells of each row of the first table below a heading, trimmed; the heading row is left out. */
export function tableBelow(heading: string, document = README): string[][] {
  const section = document.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const [table = ''] = /^\|.*\n(?:\|.*\n)+/m.exec(section) ?? [];
  const rows = table.trimEnd().split('\n').slice(2);
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The codes in a cell: what stands between backticks. */
export function codesIn(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);
}
