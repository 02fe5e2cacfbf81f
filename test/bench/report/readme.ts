import { readFileSync, writeFileSync } from 'node:fs';

const BEGIN = '<!-- benchmark: written by `npm run bench` -->\n\n<!-- prettier-ignore-start -->\n';
const END = '<!-- prettier-ignore-end -->\n\n<!-- benchmark end -->';

/**
 * Puts the report between its marks in the README.
 * @throws when the README has no place for it
 */
export function writeToReadme(report: string): void {
  const readme = readFileSync('README.md', 'utf8');
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (begin === -1 || end < begin) throw new Error('The README has no marks for the benchmark.');
  writeFileSync('README.md', readme.slice(0, begin + BEGIN.length) + report + readme.slice(end));
}
